// SPDX-License-Identifier: Apache-2.0
// The landscape as a table: arrow keys walk, Enter opens, selects narrow it.
'use strict';
(() => {
  const { el, heading, short, renderers } = unmask;
  const SIGNS = { 'identifiable': '✓', 'locally-identifiable': '~', 'undetermined': '?' };
  const TITLES = { 'identifiable': 'one model, proved', 'locally-identifiable': 'finitely many models',
    'not-identifiable': 'a continuum; the number counts its directions', 'undetermined': 'not determined' };
  const KINDS = Object.keys(TITLES).map(word => 'is-' + word);
  const plural = (n, noun) => n + ' ' + noun + (n === 1 ? '' : 's');

  /** A task drawn: seen, hidden and ignored tokens. */
  function glyph(pattern) {
    const marks = { 'o': ['seen', '●'], '_': ['asked', '?'], '.': ['skipped', '·'] };
    return el('span.glyph', { 'aria-hidden': 'true' }, [...pattern].map(c => el('i.' + marks[c][0], {}, marks[c][1])));
  }

  /** Neighbouring columns with the same key under one heading. */
  function groups(columns, key) {
    const all = [];
    for (const c of columns) {
      const last = all[all.length - 1];
      if (last && last.key === key(c)) last.span++;
      else all.push({ key: key(c), span: 1 });
    }
    return all;
  }

  const chainWord = c => (c.transition === 'stationary' ? 'any chain' : 'doubly stochastic') + (c.covariance ? ', ' + c.covariance.replace(/-/g, ' ') : '');

  renderers.atlasTable = section => {
    document.body.classList.add('wide');
    const { columns, rows, cells } = section;
    const most = Math.max(1, ...cells.map(c => c.nullity || 0));
    const filter = {};
    let chosen = null, stop = 0;

    const buttons = cells.map((cell, i) => {
      const column = columns[Math.floor(i / rows.length)], row = rows[i % rows.length];
      const button = el('button.cell.is-' + cell.word, { type: 'button', tabindex: '-1', 'aria-pressed': 'false',
        'aria-label': row.text + ', ' + column.name + ': ' + (cell.word === 'not-identifiable' ? plural(cell.nullity, 'free direction') : TITLES[cell.word]),
        onclick: () => open(i, true), onfocus: () => setStop(i) }, SIGNS[cell.word] || String(cell.nullity));
      if (cell.word === 'not-identifiable') button.style.setProperty('--free', Math.round(28 + 72 * Math.sqrt(cell.nullity / most)) + '%');
      return button;
    });

    function setStop(i) {
      buttons[stop].tabIndex = -1;
      stop = i;
      buttons[stop].tabIndex = 0;
    }

    const shownColumns = () => columns.map((_, f) => f).filter(f => ['states', 'dimension', 'transition', 'covariance']
      .every(key => !filter[key] || String(columns[f][key]) === filter[key]));
    const shownRows = () => rows.map((_, t) => t).filter(t => ['targets', 'context'].every(key => !filter[key] || String(rows[t][key]) === filter[key])
      && (!filter.window || rows[t].pattern.length <= Number(filter.window)));

    const table = el('table.map', {});
    const count = el('p.note', { 'aria-live': 'polite' });
    const answer = el('div.answer', { id: 'answer', role: 'region', 'aria-label': 'the open answer', tabindex: '-1' });

    function draw() {
      const fs = shownColumns(), ts = shownRows(), cs = fs.map(f => columns[f]);
      const points = columns.some(c => c.family === 'gaussian');
      const groupRow = (label, key, text) => el('tr', {}, el('th.corner', { scope: 'row' }, label),
        groups(cs, key).map(g => el('th.group', { scope: 'colgroup', colspan: g.span }, text(g.key))));
      table.replaceChildren(
        el('caption', {}, 'Tasks down, kinds of models across'),
        el('thead', {},
          groupRow('chain', chainWord, k => k),
          groupRow('hidden states', c => chainWord(c) + '|' + c.states, k => k.split('|')[1]),
          el('tr', {}, el('th.corner', { scope: 'row' }, points ? 'coordinates' : 'symbols'),
            fs.map(f => el('th', { scope: 'col' }, el('button.column', { type: 'button', 'aria-label': columns[f].name + ': smallest sets of tasks',
              onclick: () => openColumn(f) }, String(columns[f].dimension)))))),
        el('tbody', {}, ts.map(t => el('tr', {}, el('th.task', { scope: 'row', title: rows[t].words }, glyph(rows[t].pattern), el('span.code', {}, rows[t].text)),
          fs.map(f => el('td', {}, buttons[f * rows.length + t]))))));
      count.textContent = fs.length * ts.length === cells.length ? 'All ' + cells.length + ' answers are shown.'
        : 'Showing ' + fs.length * ts.length + ' of ' + cells.length + ' answers.';
      if (fs.length && ts.length) setStop(fs[0] * rows.length + ts[0]);
    }

    table.addEventListener('keydown', event => {
      const i = buttons.indexOf(event.target);
      if (i < 0) return;
      const fs = shownColumns(), ts = shownRows();
      let x = fs.indexOf(Math.floor(i / rows.length)), y = ts.indexOf(i % rows.length);
      const moves = { ArrowLeft: () => x--, ArrowRight: () => x++, ArrowUp: () => y--, ArrowDown: () => y++, Home: () => { x = 0; }, End: () => { x = fs.length - 1; },
        PageUp: () => { y = 0; }, PageDown: () => { y = ts.length - 1; } };
      if (!moves[event.key]) return;
      moves[event.key]();
      event.preventDefault();
      x = Math.max(0, Math.min(fs.length - 1, x));
      y = Math.max(0, Math.min(ts.length - 1, y));
      buttons[fs[x] * rows.length + ts[y]].focus();
    });

    const command = (verb, column, row) => 'unmask ' + verb + ' --family ' + column.family + ' --states ' + column.states + ' --dimension ' + column.dimension
      + ' --transition ' + column.transition + (column.covariance ? ' --covariance ' + column.covariance : '') + " --task '" + row.text + "'";

    const jump = (i, text) => el('button.jump', { type: 'button', onclick: () => open(i, true) }, text);

    function show(...parts) {
      answer.replaceChildren(...parts.filter(Boolean));
      if (answer.getBoundingClientRect().top > innerHeight * 0.75) answer.scrollIntoView({ block: 'start' });
    }

    function open(i, focus) {
      const cell = cells[i], f = Math.floor(i / rows.length), t = i % rows.length, column = columns[f], row = rows[t];
      if (chosen !== null) buttons[chosen].setAttribute('aria-pressed', 'false');
      chosen = i;
      buttons[i].setAttribute('aria-pressed', 'true');
      if (focus && buttons[i].isConnected && document.activeElement !== buttons[i]) buttons[i].focus({ preventScroll: true });
      const twin = cell.certificate && cell.certificate.second ? cell.certificate : null;
      show(
        el('p.over', {}, column.name),
        el('h3', {}, glyph(row.pattern), ' ', row.words),
        el('p.badge.is-' + cell.word, {}, TITLES[cell.word].replace(/;.*/, '')),
        el('p.sentence', {}, cell.sentence),
        cell.repair ? el('div.box', {}, el('h4', {}, 'What helps'), el('p', {}, cell.repair),
          cell.repairAt !== null ? jump(cell.repairAt, 'Show ' + rows[cell.repairAt % rows.length].text) : null) : null,
        cell.steps.length ? el('div.box', {}, el('h4', {}, 'What one more token buys'), el('ul.steps', {}, cell.steps.map(step => {
          const to = f * rows.length + step.row, next = cells[to];
          return el('li', {}, jump(to, rows[step.row].text), el('span', {}, step.target ? 'predicts one more: ' : 'sees one more: ', next.word === 'not-identifiable' ? plural(next.nullity, 'free direction') : TITLES[next.word]));
        }))) : null,
        twin ? pair(twin) : null,
        el('details', {}, el('summary', {}, 'Why'), el('p', {}, cell.reason)),
        cell.certificate ? el('details', {}, el('summary', {}, twin ? 'The certificate: two models, for unmask check' : 'The certificate, for unmask check'),
          el('pre', { tabindex: '0' }, JSON.stringify(cell.certificate, null, 1))) : null,
        el('details', {}, el('summary', {}, 'Ask it yourself'),
          el('pre', { tabindex: '0' }, command('verdict', column, row) + (cell.word === 'not-identifiable'
            ? '\n' + command('twin', column, row) + '\n' + command('explore', column, row) + ' --out explorer.html' : ''))));
    }

    function openColumn(f) {
      const column = columns[f];
      const list = (title, items, none) => el('div.box', {}, el('h4', {}, title),
        items.length ? el('ul.sets', {}, items.map(text => el('li', {}, text))) : el('p', {}, none));
      show(el('p.over', {}, plural(column.parameters, 'free parameter')), el('h3', {}, column.name),
        list('Tasks that need no other', column.alone, 'None in this table.'),
        list('Smallest sets of several tasks', column.sets, column.alone.length ? 'No set of tasks that fail alone does it.' : 'None was found.'),
        el('p.note', {}, column.together + '. ✓ proved to leave one model; ~ leaves no continuum.'));
    }

    const value = text => text.includes('/') ? Number(text.split('/')[0]) / Number(text.split('/')[1]) : Number(text);
    const numbers = table => table.map(line => line.map(x => value(String(x))));

    function small(title, first, second) {
      const a = numbers(first), b = numbers(second);
      const tone = (x, y) => 'color-mix(in srgb, var(--moves) ' + Math.round(100 * Math.min(1, 2.5 * Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y)))) + '%, var(--card))';
      const side = (rows, other) => el('table.tiny', {}, el('tbody', {}, rows.map((line, r) => el('tr', {}, line.map((x, c) => {
        const td = el('td', {}, x.toFixed(3));
        td.style.background = tone(x, other[r][c]);
        return td;
      })))));
      return el('div.sides', {}, el('div', {}, el('p.label', {}, title), side(a, b)), el('div', {}, el('p.label', {}, 'the twin’s'), side(b, a)));
    }

    /** Two models that no perfect predictor tells apart. */
    function pair(twin) {
      const w = twin.witness, is = name => twin.first[name] && twin.second[name];
      return el('div.box', {}, el('h4', {}, 'Two different models, the same predictions'),
        small('transition', twin.first.transition, twin.second.transition),
        is('emission') ? small('emission', twin.first.emission, twin.second.emission) : null,
        is('means') ? small('means', twin.first.means, twin.second.means) : null,
        el('p.note', {}, 'Shaded where they differ, by at most ' + short(twin.parameterDistance) + '; their predictions of this task do not differ at all.',
          w && w.word ? ' They are different processes: the word ' + w.word.join(' ') + ' has probability ' + value(String(w.first)).toFixed(5) + ' in one and '
            + value(String(w.second)).toFixed(5) + ' in the other.' : ''));
    }

    const options = (label, key, values, text) => values.length < 2 ? null : el('label', {}, label, el('select', { onchange: event => { filter[key] = event.target.value; draw(); } },
      el('option', { value: '' }, 'all'), values.map(v => el('option', { value: String(v) }, text ? text(v) : String(v)))));
    const distinct = (list, key) => [...new Set(list.map(x => x[key]))].filter(v => v !== '').sort((a, b) => a > b ? 1 : -1);
    const windows = [...new Set(rows.map(r => r.pattern.length))].sort((a, b) => a - b);
    const controls = el('form.filters', { 'aria-label': 'narrow the table', onreset: () => { for (const key of Object.keys(filter)) delete filter[key]; setTimeout(draw); },
      onsubmit: event => event.preventDefault() },
      options('tokens predicted', 'targets', distinct(rows, 'targets')), options('tokens seen', 'context', distinct(rows, 'context')),
      options('window', 'window', windows, v => 'up to ' + v), options('states', 'states', distinct(columns, 'states')),
      options(columns.some(c => c.family === 'gaussian') ? 'coordinates' : 'symbols', 'dimension', distinct(columns, 'dimension')),
      options('chain', 'transition', distinct(columns, 'transition'), v => v === 'stationary' ? 'any' : 'doubly stochastic'),
      options('covariance', 'covariance', distinct(columns, 'covariance'), v => v.replace(/-/g, ' ')),
      el('button', { type: 'reset' }, 'Show all'));

    draw();
    const legend = el('ul.kinds', {}, Object.keys(TITLES).filter(word => cells.some(c => c.word === word)).map(word =>
      el('li', {}, el('span.cell.' + KINDS[Object.keys(TITLES).indexOf(word)], { 'aria-hidden': 'true' }, SIGNS[word] || '2'), TITLES[word])));
    const first = cells.findIndex(c => c.word === 'not-identifiable');
    open(first < 0 ? 0 : first, false);
    return el('section.atlas', { id: 'atlas' }, heading(section.head), legend, controls, count,
      el('div.split', {}, el('div.scroll', { tabindex: '0', role: 'group', 'aria-label': 'the table' }, table), answer));
  };
})();
