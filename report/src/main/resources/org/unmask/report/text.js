// SPDX-License-Identifier: Apache-2.0
// Texts with states behind them, and the game of the hidden token.
'use strict';
(() => {
  const { el, stateTone, visible, percent, short, heading, renderers } = unmask;

  unmask.legend = count => el('div.legend', {}, Array.from({ length: count }, (_, s) =>
    el('span', {}, el('i', { tone: stateTone(s) }), 'state ' + (s + 1))));

  renderers.decodedText = section => {
    const flow = el(section.words ? 'div.flow.words' : 'div.flow', { tabindex: '0', role: 'group', 'aria-label': section.head.title });
    section.tokens.forEach((token, t) => {
      const sure = section.certainty[t];
      const span = el('span', { title: 'state ' + (section.states[t] + 1) + ', ' + percent(sure) }, section.words ? token : visible(token));
      span.style.background = 'color-mix(in srgb, ' + stateTone(section.states[t]) + ' ' + Math.round(10 + 32 * sure) + '%, transparent)';
      flow.append(span);
    });
    return el('section', {}, heading(section.head), unmask.legend(section.count), flow);
  };

  function guessBars(guesses, truth, revealed, given) {
    const list = guesses.some(g => g.symbol === truth) ? guesses : guesses.concat([{ symbol: truth, probability: given }]);
    const most = Math.max(...list.map(g => g.probability), 1e-12);
    return list.filter(g => revealed || guesses.includes(g)).map(g => {
      const right = revealed && g.symbol === truth;
      const fill = el('i', {});
      fill.style.width = (100 * g.probability / most).toFixed(1) + '%';
      return el(right ? 'div.bar.truth' : 'div.bar', {}, el('span.name', { title: g.symbol }, visible(g.symbol) + (right ? ' ◂' : '')),
        el('span.track', {}, fill), el('span.number', {}, percent(g.probability)));
    });
  }

  renderers.maskedText = section => {
    let at = 0, revealed = false;
    const spans = section.tokens.map(token => el('span', {}, section.words ? token : visible(token)));
    const flow = el(section.words ? 'div.flow.words.masked' : 'div.flow.masked', { 'aria-label': 'the text, with the hidden tokens covered' }, spans);
    const guesses = el('div.guesses', {});
    const verdict = el('p.note', { 'aria-live': 'polite' });
    const slider = el('input', { type: 'range', min: 0, max: section.windows.length - 1, value: 0, 'aria-label': 'place of the window in the text' });
    const reveal = el('button', { type: 'button', 'aria-pressed': 'false' }, 'Show what was there');
    const positions = section.task.split('|').map(part => part.split(','));

    function update() {
      const window = section.windows[at];
      spans.forEach((span, t) => {
        span.className = window.targets.includes(t) ? (revealed ? 'shown' : 'hidden') : window.context.includes(t) ? 'seen' : '';
        if (window.targets.includes(t)) span.setAttribute('aria-hidden', String(!revealed)); else span.removeAttribute('aria-hidden');
      });
      guesses.replaceChildren(...window.targets.map((target, i) => el('div', {},
        el('h3', {}, positions[0][i] + (revealed ? ' was ' + visible(section.tokens[target]) : ' is hidden')),
        el('div.bars', {}, guessBars(window.guesses[i], section.tokens[target], revealed, window.truth[i])))));
      const seen = window.context.map((c, i) => positions[1][i] + ' = ' + visible(section.tokens[c])).join(', ');
      verdict.textContent = revealed
        ? 'Seen: ' + seen + '. What was there got ' + percent(window.joint) + ' from the model; tokens without memory would give it '
          + percent(window.independent) + (window.independent > 0 ? ' (' + short(window.joint / window.independent) + ' times).' : '.')
        : 'Seen: ' + seen + '. What does the model expect where the text is covered?';
      reveal.setAttribute('aria-pressed', String(revealed));
      reveal.textContent = revealed ? 'Cover it again' : 'Show what was there';
      slider.value = at;
      slider.setAttribute('aria-valuetext', 'window ' + (at + 1) + ' of ' + section.windows.length);
    }

    const go = place => { at = Math.max(0, Math.min(section.windows.length - 1, place)); update(); };
    slider.addEventListener('input', () => go(Number(slider.value)));
    reveal.addEventListener('click', () => { revealed = !revealed; update(); });
    spans.forEach((span, t) => span.addEventListener('click', () => {
      const found = section.windows.findIndex(w => w.targets[0] === t);
      if (found >= 0) go(found);
    }));
    update();
    return el('section', { id: 'masked' }, heading(section.head), flow,
      el('div.controls', {}, el('button', { type: 'button', 'aria-label': 'one token back', onclick: () => go(at - 1) }, '←'), slider,
        el('button', { type: 'button', 'aria-label': 'one token on', onclick: () => go(at + 1) }, '→'), reveal), verdict, guesses);
  };
})();
