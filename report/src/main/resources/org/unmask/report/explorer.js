// SPDX-License-Identifier: Apache-2.0
// The twin explorer: a slider walks through models; their maps move, and the map of predictions moves or stands still.
'use strict';
(() => {
  const { el, heading, short, visible, renderers } = unmask;

  /** A matrix as a table whose cells are filled; set() takes the numbers row by row. */
  function map(title, rows, columns, diverging, most) {
    const cells = rows.map(() => columns.map(() => el('td', {})));
    const table = el('table.heat', {}, el('thead', {}, el('tr', {}, el('td', {}), columns.map(c => el('th', { scope: 'col' }, visible(c))))),
      el('tbody', {}, rows.map((r, i) => el('tr', {}, el('th', { scope: 'row' }, visible(r)), cells[i]))));
    const moved = el('span.moved', {});
    const set = (values, base) => {
      let worst = 0;
      cells.flat().forEach((cell, i) => {
        const v = values[i], share = most > 0 ? Math.min(1, Math.abs(v) / most) : 0;
        cell.textContent = diverging ? short(v) : v.toFixed(3);
        cell.style.background = 'color-mix(in srgb, var(' + (v < 0 ? '--below' : '--above') + ') ' + (72 * Math.sqrt(share)).toFixed(2) + '%, var(--card))';
        worst = Math.max(worst, Math.abs(v - base[i]));
      });
      return worst;
    };
    return { box: el('figure.panel', {}, el('figcaption', {}, el('strong', {}, title), ' ', moved), el('div.scroll', { tabindex: '0', role: 'group', 'aria-label': title }, table)), set, moved };
  }

  renderers.explorerView = section => {
    const { states, tokens, courses } = section;
    const all = courses.flatMap(c => c.frames);
    const largest = key => Math.max(1e-12, ...all.flatMap(f => f[key].map(Math.abs)));
    const points = section.emission === 'means';
    const transition = map('Chain: from a state (row) to a state (column)', states, states, false, 1);
    const emission = map(points ? 'Means: of each coordinate in each state' : 'Emission: which symbol each state shows', states, tokens, points, points ? largest('emission') : 1);
    const predictors = section.predictors.map(p => map('Predictions of ' + p.task, p.rows, p.columns, points, points ? largest('predictions') : 1));
    let course = 0, place = 0, timer = 0;

    const slider = el('input', { type: 'range', min: 0, max: 1, step: 1, 'aria-label': 'place on the walk', oninput: () => { halt(); go(Number(slider.value)); } });
    const play = el('button', { type: 'button', onclick: () => timer ? halt() : walk() }, 'Play');
    const home = el('button', { type: 'button', onclick: () => { halt(); go(courses[course].start); } }, 'Back to the model');
    const sentence = el('p.sentence', {});
    const tile = label => { const value = el('div.value', {}); return { box: el('div.figure', {}, el('div.label', {}, label), value), value }; };
    const tiles = { change: tile('largest change of any prediction'), distance: tile('largest change of a parameter'), loss: tile('loss above the best, ' + section.lossName) };
    if (section.witness) tiles.witness = tile(points ? section.witness : 'probability of “' + section.witness + '”');
    const chart = el('div.follow', {});
    let plots = [];

    function go(n) {
      const { frames, start } = courses[course];
      place = Math.max(0, Math.min(frames.length - 1, n));
      const f = frames[place], base = frames[start];
      slider.value = place;
      slider.setAttribute('aria-valuetext', place === start ? 'at the model' : short(Math.abs(f.at)) + (f.at < 0 ? ' to the left of the model' : ' to the right of the model'));
      const parts = [[transition, f.transition, base.transition], [emission, f.emission, base.emission]];
      for (const [m, values, from] of parts) {
        const worst = m.set(values, from);
        m.moved.textContent = place === start ? 'where it starts' : 'moved by up to ' + worst.toFixed(3);
      }
      let from = 0;
      section.predictors.forEach((p, i) => {
        const size = p.rows.length * p.columns.length, slice = f.predictions.slice(from, from + size);
        predictors[i].set(slice, base.predictions.slice(from, from + size));
        predictors[i].moved.textContent = place === start ? 'where it starts' : f.change < 1e-11 ? 'stands still' : 'moved by up to ' + short(f.change);
        from += size;
      });
      tiles.change.value.textContent = f.change === 0 ? '0' : f.change.toExponential(1);
      tiles.distance.value.textContent = f.distance.toFixed(3);
      tiles.loss.value.textContent = f.loss === null ? 'infinite' : f.loss < 1e-20 ? '0' : f.loss < 1e-4 ? f.loss.toExponential(1) : f.loss.toFixed(4);
      if (tiles.witness) tiles.witness.value.textContent = f.witness === null ? '–' : f.witness.toFixed(5);
      plots.forEach(p => p.at(place));
    }

    function halt() {
      clearInterval(timer);
      timer = 0;
      play.textContent = 'Play';
    }

    function walk() {
      play.textContent = 'Stop';
      let step = 1;
      timer = setInterval(() => {
        if (place + step < 0 || place + step >= courses[course].frames.length) step = -step;
        go(place + step);
      }, 90);
    }

    function choose(n) {
      halt();
      course = n;
      const c = courses[n], x = c.frames.map(f => f.at);
      slider.max = c.frames.length - 1;
      sentence.textContent = c.sentence;
      plots = [];
      const add = (label, y, yName, from) => plots.push(unmask.plot({ label, x, y, xName: 'distance walked in parameter space', yName, from }));
      if (section.witness && c.kind !== 'across') add('the witness along the walk', c.frames.map(f => f.witness), points ? section.witness : 'probability of “' + section.witness + '”');
      if (c.kind !== 'fibre') add('the loss along the walk', c.frames.map(f => f.loss), 'loss above the best, ' + section.lossName, 0);
      chart.replaceChildren(...plots.map(p => p.drawing));
      chips.forEach((chip, i) => { chip.querySelector('input').checked = i === n; });
      go(c.start);
    }

    const chips = courses.map((c, i) => el('label.chip', {}, el('input', { type: 'radio', name: 'course', value: i, onchange: () => choose(i) }), el('span', {}, c.name)));
    const made = el('section.explorer', { id: 'explorer' }, heading(section.head),
      el('fieldset.chips', {}, el('legend', {}, 'Which way?'), chips), sentence,
      el('div.controls', {}, slider, play, home),
      el('div.figures', {}, Object.values(tiles).map(t => t.box)),
      el('div.maps', {}, transition.box, emission.box),
      el('div.maps.still', {}, predictors.map((p, i) => { if (section.predictors[i].note) p.box.append(el('p.note', {}, section.predictors[i].note)); return p.box; }), chart));
    choose(0);
    return made;
  };
})();
