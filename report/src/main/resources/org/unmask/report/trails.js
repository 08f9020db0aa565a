// SPDX-License-Identifier: Apache-2.0
// Ways of training in a plane of parameter space; a slider lets them grow.
'use strict';
(() => {
  const { el, svg, heading, short, renderers } = unmask;
  const W = 620, H = 470, PAD = 46;

  renderers.trailsView = section => {
    const all = section.trails.flatMap(t => t.places).concat([section.reference]);
    const low = key => Math.min(...all.map(p => p[key])), high = key => Math.max(...all.map(p => p[key]));
    const x0 = low('x'), y0 = low('y'), span = Math.max(high('x') - x0, (high('y') - y0) * (W - 2 * PAD) / (H - 2 * PAD), 1e-9);
    const scale = (W - 2 * PAD) / span;
    const mx = (x0 + high('x')) / 2, my = (y0 + high('y')) / 2;
    const px = p => W / 2 + (p.x - mx) * scale, py = p => H / 2 - (p.y - my) * scale;
    const longest = Math.max(...section.trails.map(t => t.places.length));
    const drawing = svg('svg.trails', { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': section.head.title });
    const caption = el('p.note', { 'aria-live': 'polite' });
    const slider = el('input', { type: 'range', min: 1, max: longest, value: longest, 'aria-label': 'how far training has come', oninput: () => draw(Number(slider.value)) });

    function draw(steps) {
      drawing.replaceChildren(svg('rect', { x: 1, y: 1, width: W - 2, height: H - 2, rx: 10, fill: 'none', stroke: 'var(--line)' }));
      const tx = { 'font-size': 15, fill: 'var(--soft)' };
      drawing.append(svg('text', Object.assign({ x: W / 2, y: H - 10, 'text-anchor': 'middle' }, tx), section.axes[0]),
        svg('text', Object.assign({ x: 14, y: H / 2, 'text-anchor': 'middle', transform: `rotate(-90 14 ${H / 2})` }, tx), section.axes[1]));
      for (const trail of section.trails) {
        const places = trail.places.slice(0, steps), tone = trail.reached ? 'var(--accent)' : 'var(--unknown)';
        const end = places[places.length - 1], done = places.length === trail.places.length;
        drawing.append(svg('polyline', { points: places.map(p => px(p).toFixed(1) + ',' + py(p).toFixed(1)).join(' '), fill: 'none', stroke: tone, 'stroke-width': 1.3,
          'stroke-opacity': 0.5, 'stroke-dasharray': trail.reached ? 'none' : '3 4' }),
        svg('circle', { cx: px(places[0]).toFixed(1), cy: py(places[0]).toFixed(1), r: 2.6, fill: 'none', stroke: tone, 'stroke-opacity': 0.8 }),
        svg('circle', { cx: px(end).toFixed(1), cy: py(end).toFixed(1), r: done ? 5 : 3.6, fill: trail.reached ? tone : 'var(--card)', stroke: tone, 'stroke-width': 1.5, 'fill-opacity': 0.85 },
          svg('title', {}, trail.start + ': ' + short(trail.distance) + ' from the reference')));
      }
      const cx = px(section.reference), cy = py(section.reference);
      drawing.append(svg('circle', { cx, cy, r: 11, fill: 'none', stroke: 'var(--ink)', 'stroke-width': 2 }),
        svg('text', { x: cx, y: cy - 17, 'text-anchor': 'middle', 'font-size': 16, 'font-weight': 600, fill: 'var(--ink)', stroke: 'var(--card)', 'stroke-width': 4, 'paint-order': 'stroke' }, section.referenceName));
      const count = section.trails.filter(t => t.places.length <= steps).length;
      caption.textContent = steps >= longest ? section.ending : 'Training has ended from ' + count + ' of ' + section.trails.length + ' starts.';
      slider.setAttribute('aria-valuetext', steps >= longest ? 'the end' : 'part ' + steps + ' of ' + longest);
    }

    draw(longest);
    return el('section.half', {}, heading(section.head), el('div.controls', {}, slider), drawing, caption);
  };
})();
(() => {
  const { el, svg, heading, short, renderers } = unmask;
  const W = 620, H = 400, LEFT = 66, RIGHT = 16, TOP = 16, BOTTOM = 46;

  /** Errors against sizes, both as logarithms, with what theory expects. */
  renderers.errorsView = section => {
    const logs = values => values.map(v => Math.log10(Math.max(v, 1e-12)));
    const x = logs(section.tokens), lines = [section.errors, section.typical, section.bound].map(logs);
    const y0 = Math.floor(Math.min(...lines.flat())), y1 = Math.ceil(Math.max(...lines.flat()));
    const px = v => LEFT + (v - x[0] + 0.15) / (x[x.length - 1] - x[0] + 0.3) * (W - LEFT - RIGHT), py = v => H - BOTTOM - (v - y0) / (y1 - y0 || 1) * (H - TOP - BOTTOM);
    const text = (attributes, words) => svg('text', Object.assign({ 'font-size': 15, fill: 'var(--soft)' }, attributes), words);
    const drawing = svg('svg.trails', { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': section.head.title });
    for (let v = y0; v <= y1; v++) drawing.append(svg('line', { x1: LEFT, x2: W - RIGHT, y1: py(v), y2: py(v), stroke: 'var(--line)' }),
      text({ x: LEFT - 9, y: py(v), 'text-anchor': 'end', 'dominant-baseline': 'central' }, String(Number((10 ** v).toPrecision(2)))));
    x.forEach((v, i) => drawing.append(text({ x: px(v), y: H - BOTTOM + 20, 'text-anchor': 'middle' }, section.tokens[i].toLocaleString('en'))));
    drawing.append(text({ x: (LEFT + W) / 2, y: H - 5, 'text-anchor': 'middle' }, 'tokens in the sample'));
    const line = (values, attributes) => svg('polyline', Object.assign({ points: values.map((v, i) => px(x[i]).toFixed(1) + ',' + py(v).toFixed(1)).join(' '), fill: 'none' }, attributes));
    drawing.append(line(lines[1], { stroke: 'var(--s9)', 'stroke-width': 2 }), line(lines[2], { stroke: 'var(--s9)', 'stroke-width': 2, 'stroke-dasharray': '5 5' }),
      line(lines[0], { stroke: 'var(--accent)', 'stroke-width': 2.6 }));
    lines[0].forEach((v, i) => drawing.append(svg('circle', { cx: px(x[i]).toFixed(1), cy: py(v).toFixed(1), r: 5.5, fill: 'var(--accent)' },
      svg('title', {}, section.tokens[i].toLocaleString('en') + ' tokens: ' + short(section.errors[i])))));
    const key = (attributes, words) => el('span', {}, svg('svg', { width: 30, height: 10, 'aria-hidden': 'true' }, svg('line', Object.assign({ x1: 0, x2: 30, y1: 5, y2: 5, 'stroke-width': 2.6 }, attributes))), ' ' + words);
    return el('section.half', {}, heading(section.head), drawing, el('div.legend', {}, key({ stroke: 'var(--accent)' }, 'what the sample gave'),
      key({ stroke: 'var(--s9)' }, section.typicalName), key({ stroke: 'var(--s9)', 'stroke-dasharray': '5 5' }, section.boundName)), el('p.note', {}, section.ending));
  };
})();
