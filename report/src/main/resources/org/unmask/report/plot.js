// SPDX-License-Identifier: Apache-2.0
// A small line chart in SVG whose marker can be moved: for pages where a slider leads and the chart follows.
'use strict';
(() => {
  const { svg, short } = unmask;
  const W = 640, H = 240, LEFT = 62, RIGHT = 14, TOP = 14, BOTTOM = 38;

  /** Round numbers inside a range, about so many. */
  unmask.ticks = (low, high, about) => {
    const span = high - low || 1, raw = span / about, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= raw * 0.999);
    const all = [];
    for (let v = Math.ceil(low / step - 1e-9) * step; v <= high + step * 1e-9; v += step) all.push(Math.abs(v) < step * 1e-9 ? 0 : v);
    return all;
  };

  const extent = values => {
    const seen = values.filter(v => v !== null && Number.isFinite(v));
    const low = Math.min(...seen), high = Math.max(...seen);
    return high > low ? [low, high] : [low - 0.5, high + 0.5];
  };

  /** Lines over x; names: what the axes are; returns the drawing and a function that puts the marker at an index. */
  unmask.plot = ({ label, x, y, xName, yName, from }) => {
    const [x0, x1] = extent(x);
    let [y0, y1] = extent(y);
    if (from !== undefined && y0 >= from) y0 = from;
    const room = (y1 - y0) * 0.06;
    y1 += room;
    if (from === undefined) y0 -= room;
    const px = v => LEFT + (v - x0) / (x1 - x0) * (W - LEFT - RIGHT), py = v => H - BOTTOM - (v - y0) / (y1 - y0) * (H - TOP - BOTTOM);
    const text = (attributes, words) => svg('text', Object.assign({ 'font-size': 13, fill: 'var(--soft)' }, attributes), words);
    const drawing = svg('svg.plot', { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': label });
    for (const v of unmask.ticks(y0, y1, 4)) drawing.append(svg('line', { x1: LEFT, x2: W - RIGHT, y1: py(v), y2: py(v), stroke: 'var(--line)' }),
      text({ x: LEFT - 8, y: py(v), 'text-anchor': 'end', 'dominant-baseline': 'central' }, short(v)));
    for (const v of unmask.ticks(x0, x1, 6)) drawing.append(text({ x: px(v), y: H - BOTTOM + 18, 'text-anchor': 'middle' }, short(v)));
    drawing.append(text({ x: (LEFT + W - RIGHT) / 2, y: H - 3, 'text-anchor': 'middle' }, xName), text({ x: 2, y: 11 }, yName));
    const points = x.map((v, i) => y[i] === null ? null : px(v).toFixed(1) + ',' + py(y[i]).toFixed(1)).filter(Boolean);
    drawing.append(svg('polyline', { points: points.join(' '), fill: 'none', stroke: 'var(--accent)', 'stroke-width': 2.6, 'stroke-linejoin': 'round' }));
    const mark = svg('circle', { r: 7, fill: 'var(--accent)', stroke: 'var(--card)', 'stroke-width': 2.5 });
    drawing.append(mark);
    return { drawing, at: i => {
      mark.setAttribute('cx', px(x[i]).toFixed(1));
      mark.setAttribute('cy', py(y[i] === null ? y1 : y[i]).toFixed(1));
    } };
  };
})();
