// SPDX-License-Identifier: Apache-2.0
// Words, figures and tables; then the page is shown.
'use strict';
(() => {
  const { el, heading, renderers } = unmask;
  const TONES = { 'identifiable': 'yes', 'locally-identifiable': 'half', 'not-identifiable': 'no', 'undetermined': 'unknown' };

  renderers.keyFigures = section => el('section.bare', {}, el('div.figures', {}, section.items.map(item =>
    el('div.figure', {}, el('div.label', {}, item.label), el('div.value', {}, item.value), el('div.small', {}, item.note)))));

  renderers.verdict = section => el('section.verdict', { tone: 'var(--' + (TONES[section.word] || 'unknown') + ')' },
    el('span.word', {}, section.word.replace(/-/g, ' ')),
    el('p.sentence', {}, section.sentence),
    section.paragraphs.map(p => el('p', {}, p)),
    section.checks.length === 0 ? null : el('details', {}, el('summary', {}, 'What was checked'),
      el('ul', {}, section.checks.map(c => el('li', {}, c)))),
    section.certificate === null ? null : el('details', {}, el('summary', {}, 'The verdict as a document, with its certificate'),
      el('pre', { tabindex: '0' }, JSON.stringify(section.certificate, null, 2))));

  renderers.table = section => {
    const numeric = section.columns.map(c => c.startsWith('#'));
    return el('section', {}, heading(section.head), el('div.scroll', { tabindex: '0' }, el('table', {},
      el('thead', {}, el('tr', {}, section.columns.map((c, i) =>
        el(numeric[i] ? 'th.number' : 'th', { scope: 'col' }, numeric[i] ? c.slice(1) : c)))),
      el('tbody', {}, section.rows.map(row => el('tr', {}, row.map((cell, i) => el(numeric[i] ? 'td.number' : 'td', {}, cell))))))));
  };

  renderers.prose = section => el('section', {}, heading(section.head), section.paragraphs.map(p => el('p', {}, p)));

  unmask.show();
})();
