// SPDX-License-Identifier: Apache-2.0
// The model as a graph: a disc for each state, its area the share of tokens; an arrow for each move, its width the probability.
'use strict';
(() => {
  const { el, svg, stateTone, visible, percent, short, tokens, heading, renderers } = unmask;
  const MOST = 10;

  function place(k) {
    if (k === 1) return [{ x: 230, y: 150, out: -Math.PI / 2 }];
    if (k === 2) return [{ x: 120, y: 150, out: -Math.PI / 2 }, { x: 340, y: 150, out: -Math.PI / 2 }];
    const radius = k > 6 ? 140 : 118;
    return Array.from({ length: k }, (_, i) => {
      const angle = -Math.PI / 2 + 2 * Math.PI * i / k;
      return { x: 230 + radius * Math.cos(angle), y: 232 + radius * Math.sin(angle), out: angle };
    });
  }

  const discRadius = (share, k) => (k > 6 ? 12 : 17) + (k > 6 ? 26 : 36) * Math.sqrt(share);

  function arrowHead(x, y, angle, size, tone) {
    const at = (r, a) => (x + r * Math.cos(angle + a)).toFixed(1) + ',' + (y + r * Math.sin(angle + a)).toFixed(1);
    return svg('polygon', { points: [at(0, 0), at(size, Math.PI - 0.42), at(size, Math.PI + 0.42)].join(' '), fill: tone });
  }

  /** Text on a ground of its own, so that no line runs through it. */
  function label(x, y, text) {
    const width = 7.2 * text.length + 8;
    return [
      svg('rect', { x: (x - width / 2).toFixed(1), y: (y - 8).toFixed(1), width: width.toFixed(1), height: 16, rx: 5, fill: 'var(--card)' }),
      svg('text', { x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': 'middle', 'dominant-baseline': 'central', 'font-size': 13,
        fill: 'var(--ink)' }, text)];
  }

  /** From one disc to another, bent to its right so that both directions are seen. */
  function move(from, to, p, a, b, r1, r2, labelled) {
    const dx = b.x - a.x, dy = b.y - a.y, d = Math.hypot(dx, dy);
    const bend = 0.2 * d + 6;
    const cx = (a.x + b.x) / 2 + dy / d * bend, cy = (a.y + b.y) / 2 - dx / d * bend;
    const edge = (n, r) => {
      const l = Math.hypot(cx - n.x, cy - n.y);
      return { x: n.x + (cx - n.x) / l * r, y: n.y + (cy - n.y) / l * r };
    };
    const width = 1 + 6 * p, size = 8 + width;
    const s = edge(a, r1), tip = edge(b, r2 + 2), end = edge(b, r2 + 2 + size * 0.8);
    const tone = stateTone(from);
    const lines = [
      svg('path', { d: `M${s.x.toFixed(1)},${s.y.toFixed(1)} Q${cx.toFixed(1)},${cy.toFixed(1)} ${end.x.toFixed(1)},${end.y.toFixed(1)}`,
        fill: 'none', stroke: tone, 'stroke-width': width.toFixed(2), 'stroke-opacity': 0.8 }),
      arrowHead(tip.x, tip.y, Math.atan2(b.y - cy, b.x - cx), size, tone)];
    const words = labelled ? label(0.25 * s.x + 0.5 * cx + 0.25 * end.x, 0.25 * s.y + 0.5 * cy + 0.25 * end.y, percent(p)) : [];
    return { lines, words };
  }

  /** Staying: a loop away from the middle. */
  function stay(state, p, a, r, labelled) {
    if (p < 0.005) return { lines: [], words: [] };
    const at = (radius, angle) => [a.x + radius * Math.cos(angle), a.y + radius * Math.sin(angle)];
    const [x1, y1] = at(r, a.out - 0.45), [x2, y2] = at(r + 7, a.out + 0.45);
    const [c1, d1] = at(r + 44, a.out - 0.75), [c2, d2] = at(r + 48, a.out + 0.75);
    const width = 1 + 6 * p, tone = stateTone(state);
    const [tx, ty] = at(r + 1, a.out + 0.42);
    const lines = [
      svg('path', { d: `M${x1},${y1} C${c1},${d1} ${c2},${d2} ${x2},${y2}`, fill: 'none', stroke: tone,
        'stroke-width': width.toFixed(2), 'stroke-opacity': 0.8 }),
      arrowHead(tx, ty, a.out + 0.42 + Math.PI, 8 + width * 0.8, tone)];
    return { lines, words: labelled ? label(...at(r + 46, a.out), percent(p)) : [] };
  }

  function graph(section) {
    const k = section.states.length, places = place(k);
    const radii = section.states.map(s => discRadius(s.share, k));
    const drawing = svg('svg', { viewBox: k <= 2 ? '0 0 460 260' : '0 0 460 450', role: 'img',
      'aria-label': 'states and the moves between them; the numbers stand in the transition matrix' });
    const arrows = [], discs = [];
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        const p = section.transition[i][j];
        if (i !== j && p >= (k > 4 ? 0.03 : 0.005)) arrows.push(move(i, j, p, places[i], places[j], radii[i], radii[j], k <= 5 || p > 0.2));
      }
      arrows.push(stay(i, section.transition[i][i], places[i], radii[i], k <= 6));
      discs.push(svg('circle', { cx: places[i].x, cy: places[i].y, r: radii[i].toFixed(1), fill: stateTone(i) }),
        svg('text', { x: places[i].x, y: places[i].y, 'text-anchor': 'middle', 'dominant-baseline': 'central', fill: '#fff',
          'font-size': 17, 'font-weight': 700, stroke: '#0009', 'stroke-width': 2.5, 'paint-order': 'stroke' }, String(i + 1)));
    }
    drawing.append(...arrows.flatMap(a => a.lines), ...discs, ...arrows.flatMap(a => a.words));
    return drawing;
  }

  function symbolBar(guess, most) {
    const fill = el('i', {});
    fill.style.width = (100 * guess.probability / most).toFixed(1) + '%';
    return el('div.bar', {}, el('span.name', { title: guess.symbol }, visible(guess.symbol)), el('span.track', {}, fill),
      el('span.number', {}, percent(guess.probability)));
  }

  function card(state, index) {
    const most = Math.max(...state.symbols.map(g => g.probability), 1e-12);
    return el('div.card', { tone: stateTone(index) },
      el('h3', {}, state.name),
      el('div.meta', {}, percent(state.share) + ' of the tokens, stays ' + tokens(state.duration)),
      el('div.bars', {}, state.symbols.map(g => symbolBar(g, most)),
      state.coordinates.map(c => el('div.bar', { }, el('span.name', { title: c.name }, c.name), el('span', {}, short(c.mean)),
        el('span.number', {}, '± ' + short(c.deviation))))));
  }

  renderers.stateGraph = section => el('section', {}, heading(section.head),
    el(section.states.length > MOST ? 'div.states.plain' : 'div.states', {},
      section.states.length > MOST ? null : graph(section),
      el('div.cards', {}, section.states.map(card))));
})();
