// SPDX-License-Identifier: Apache-2.0
// What all parts of a page share: elements made from text only, colours, numbers, charts that follow size and theme.
'use strict';
const unmask = (() => {
  const renderers = {};
  const charts = [];

  /** An element; children that are text become text, never markup. */
  function el(name, attributes, ...children) {
    const [tag, ...classes] = name.split('.');
    return fill(document.createElement(tag || 'div'), classes, attributes, children);
  }

  /** The same for drawings. */
  function svg(name, attributes, ...children) {
    const [tag, ...classes] = name.split('.');
    return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), classes, attributes, children);
  }

  function fill(element, classes, attributes, children) {
    classes.forEach(c => element.classList.add(c));
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === 'tone') element.style.setProperty('--tone', value);
      else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
    }
    element.append(...children.flat().filter(c => c !== null && c !== undefined));
    return element;
  }

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const stateColour = state => colour('s' + (state % 12));
  const stateTone = state => 'var(--s' + (state % 12) + ')';

  function channels(hex) {
    const n = parseInt(hex.slice(1), 16);
    return [n >> 16 & 255, n >> 8 & 255, n & 255];
  }

  /** A colour between two, both #rrggbb. */
  function mix(from, to, share) {
    const a = channels(from), b = channels(to);
    const s = Math.max(0, Math.min(1, share));
    return '#' + a.map((x, i) => Math.round(x + (b[i] - x) * s).toString(16).padStart(2, '0')).join('');
  }

  /** Relative luminance of WCAG 2. */
  function luminance(hex) {
    const [r, g, b] = channels(hex).map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  /** Black or white, whichever is read better on a colour. */
  const readableOn = hex => luminance(hex) > 0.179 ? '#111111' : '#ffffff';

  /** A symbol one can see: space and line ends have signs of their own. */
  function visible(symbol) {
    const text = String(symbol).replace(/\n/g, '↵').replace(/\t/g, '⇥').replace(/\r/g, '␍');
    return text === '' ? '∅' : text.trim() === '' ? text.replace(/ /g, '␣') : inert(text);
  }

  /** ECharts keeps texts as keys of plain objects, where "__proto__" or "constructor" would do harm: no key of theirs is such a word. */
  const inert = text => text in {} ? text + '\u200b' : text;

  /** A label that fits beside a chart. */
  const brief = (text, most) => text.length > most ? text.slice(0, most - 1) + '…' : text;

  function percent(p) {
    if (p === null || p === undefined) return '–';
    if (p > 0 && p < 0.0005) return '<0.1 %';
    return (100 * p).toFixed(p < 0.0995 ? 1 : 0) + ' %';
  }

  function short(x) {
    if (x === null || x === undefined) return '–';
    const a = Math.abs(x);
    if (a !== 0 && (a < 1e-3 || a >= 1e6)) return x.toExponential(2);
    return String(Number(x.toPrecision(a >= 1000 ? 6 : 3)));
  }

  function tokens(n) {
    if (n === null || n === undefined || n > 1e9) return 'for ever';
    const text = n >= 100 ? Math.round(n).toLocaleString('en') : String(Number(n.toPrecision(2)));
    return text + (text === '1' ? ' token' : ' tokens');
  }

  function heading(head) {
    return [el('h2', {}, head.title), head.note ? el('p.note', {}, head.note) : null];
  }

  /** A chart that is drawn again when the theme or the paper changes; option is a function, as colours differ. */
  function chart(height, label, option) {
    const box = el('div.chart', { role: 'img', 'aria-label': label });
    box.style.height = height + 'px';
    charts.push({ box, option, shown: null });
    return box;
  }

  function axisStyle() {
    return {
      axisLine: { lineStyle: { color: colour('line') } },
      axisTick: { lineStyle: { color: colour('line') } },
      axisLabel: { color: colour('soft'), fontSize: 12 },
      nameTextStyle: { color: colour('soft'), fontSize: 12 },
      splitLine: { lineStyle: { color: colour('line') } },
    };
  }

  function tooltip(extra) {
    // Rich text is drawn, not parsed: no text of the data becomes markup.
    return Object.assign({
      renderMode: 'richText', confine: true, backgroundColor: colour('card'), borderColor: colour('line'),
      textStyle: { color: colour('ink'), fontSize: 13 },
    }, extra);
  }

  function draw() {
    for (const c of charts) {
      if (!c.box.isConnected) continue;
      if (c.shown) c.shown.dispose();
      c.shown = echarts.init(c.box, null, { renderer: 'svg' });
      c.shown.setOption(Object.assign({
        animation: false, backgroundColor: 'transparent', textStyle: { color: colour('ink'), fontFamily: 'inherit' },
      }, c.option()));
    }
  }

  const resize = () => charts.forEach(c => c.shown && c.shown.resize());

  function provenance(data) {
    const list = el('dl', {});
    for (const [key, value] of Object.entries(data.provenance)) {
      const text = value !== null && typeof value === 'object'
        ? Object.entries(value).map(([k, v]) => k + '  ' + v).join('\n') : String(value);
      list.append(el('dt', {}, key), el('dd', {}, text));
    }
    return el('section', { id: 'provenance' },
      heading({ title: 'How to make this again', note: 'Same command, same data, same seed: the same numbers.' }),
      el('pre', { tabindex: '0' }, data.command), el('details', {}, el('summary', {}, 'Provenance'), list));
  }

  function show() {
    const data = JSON.parse(document.getElementById('data').textContent);
    const page = document.getElementById('page');
    const grid = el('div.grid', {});
    for (const section of data.sections) {
      const made = renderers[section.kind](section);
      made.dataset.kind = section.kind;
      grid.append(made);
    }
    grid.append(provenance(data));
    page.replaceChildren(
      el('header', {}, el('h1', {}, data.title), el('p.lead', {}, data.lead)), grid,
      el('footer', {}, 'Made by Unmask. This page holds all its data and makes no request to any network.'));
    draw();
    let waiting = 0;
    window.addEventListener('resize', () => { clearTimeout(waiting); waiting = setTimeout(resize, 120); });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    matchMedia('print').addEventListener('change', draw);
  }

  return { renderers, el, svg, colour, stateColour, stateTone, mix, readableOn, visible, brief, percent, short, tokens, heading,
    chart, axisStyle, tooltip, show };
})();
