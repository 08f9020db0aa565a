// SPDX-License-Identifier: Apache-2.0
// Matrices, curves, bars and tracks.
'use strict';
(() => {
  const { el, colour, stateColour, mix, readableOn, visible, brief, percent, short, heading, chart, axisStyle, tooltip, renderers } = unmask;

  function cellColour(value, most, diverging) {
    const strong = colour('accent');
    if (!diverging) return mix(colour('card'), strong, most > 0 ? Math.sqrt(Math.max(0, value) / most) : 0);
    return value >= 0 ? mix(colour('card'), strong, value / most) : mix(colour('card'), colour('s1'), -value / most);
  }

  renderers.heatMap = section => {
    // Many columns read better down the page than across.
    const turned = section.columns.length > 14 && section.rows.length < section.columns.length;
    const across = (turned ? section.rows : section.columns).map(visible);
    const down = (turned ? section.columns : section.rows).map(visible);
    const value = (x, y) => turned ? section.values[x][y] : section.values[y][x];
    const error = (x, y) => section.errors ? (turned ? section.errors[x][y] : section.errors[y][x]) : null;
    const most = Math.max(...section.values.flat().map(v => Math.abs(v)), 1e-12);
    const roomy = across.length <= 8;
    const text = v => section.diverging ? short(v) : v > 0 && v < 0.0005 ? '~0' : Number(v.toFixed(v < 0.1 ? 3 : 2)).toString();
    const rowHeight = turned ? 25 : section.errors && roomy ? 50 : 42;
    const option = () => ({
      grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
      tooltip: tooltip({ formatter: p => `${down[p.value[1]]} → ${across[p.value[0]]}`.replace('→', turned ? 'in' : '→') + '\n' + short(p.value[2])
        + (error(p.value[0], p.value[1]) ? ' ' + error(p.value[0], p.value[1]) : '') }),
      xAxis: Object.assign(axisStyle(), { type: 'category', data: across, position: 'top', splitLine: { show: false },
        axisTick: { show: false }, axisLabel: { color: colour('soft'), interval: 0, rotate: roomy ? 0 : 45, width: 90, overflow: 'truncate' } }),
      yAxis: Object.assign(axisStyle(), { type: 'category', data: down, inverse: true, splitLine: { show: false },
        axisTick: { show: false }, axisLabel: { color: colour('soft'), interval: 0, width: 110, overflow: 'truncate' } }),
      series: [{ type: 'heatmap', data: down.flatMap((_, y) => across.map((_, x) => {
        const v = value(x, y), fill = cellColour(v, most, section.diverging), e = error(x, y);
        return { value: [x, y, v], itemStyle: { color: fill, borderColor: colour('card'), borderWidth: 2, borderRadius: 5 },
          label: { show: across.length <= 14, color: readableOn(fill), fontSize: turned ? 12 : 13, lineHeight: 16,
            formatter: text(v) + (e && roomy ? (turned ? ' ' : '\n') + e : '') } };
      })), emphasis: { disabled: false, itemStyle: { borderColor: colour('ink') } } }],
      // ECharts wants a scale; the colours of the cells win.
      visualMap: { show: false, min: -most, max: most, dimension: 2, inRange: { opacity: 1 } },
    });
    const small = section.columns.length <= 8 && section.rows.length <= 12;
    return el(turned && section.rows.length <= 6 ? 'section.half.tall' : small ? 'section.half' : 'section', {}, heading(section.head),
      chart(40 + rowHeight * down.length, section.head.title + ', a table of ' + section.rows.length + ' rows and '
        + section.columns.length + ' columns in colours', option));
  };

  renderers.lines = section => {
    const named = section.lines.length > 1;
    // A logarithmic axis of one value has no length, and ECharts then draws nothing.
    const heights = section.lines.flatMap(l => l.y), logarithmic = section.logarithmic && heights.some(y => y !== heights[0]);
    const option = () => {
      const quiet = [colour('s9'), colour('s5'), colour('s6'), colour('s8'), colour('s4'), colour('s3')];
      let q = 0;
      return {
        // The name of the vertical axis stands between the legend and the curves.
        grid: { left: 8, right: 20, top: named ? 60 : 40, bottom: 34, containLabel: true },
        legend: { top: 0, type: 'scroll', show: named,
          data: section.lines.length > 9 ? section.lines.filter(l => l.chosen).map(l => visible(l.name)) : undefined, textStyle: { color: colour('soft') }, pageTextStyle: { color: colour('soft') } },
        tooltip: tooltip({ trigger: 'axis', valueFormatter: short }),
        xAxis: Object.assign(axisStyle(), { type: 'value', name: visible(section.horizontal), nameLocation: 'middle', nameGap: 26,
          min: 'dataMin', max: 'dataMax', splitLine: { show: false } }),
        yAxis: Object.assign(axisStyle(), { type: logarithmic ? 'log' : 'value', name: visible(section.vertical), scale: true,
          nameTextStyle: { align: 'left', color: colour('soft') } }),
        series: section.lines.map(l => ({
          type: 'line', name: visible(l.name), data: l.x.map((x, i) => [x, l.y[i]]), showSymbol: l.x.length < 3, symbolSize: 7,
          z: l.chosen ? 5 : 2,
          lineStyle: { width: l.chosen ? 3.2 : 1.5, opacity: l.chosen ? 1 : 0.75 },
          color: l.chosen ? colour('accent') : quiet[q++ % quiet.length],
        })),
      };
    };
    return el('section', {}, heading(section.head), chart(named ? 340 : 320, section.head.title, option));
  };

  renderers.bars = section => {
    const option = () => ({
      grid: { left: 8, right: 20, top: 28, bottom: 8, containLabel: true },
      tooltip: tooltip({ valueFormatter: short }),
      xAxis: Object.assign(axisStyle(), { type: 'category', data: section.labels.map(visible), splitLine: { show: false } }),
      yAxis: Object.assign(axisStyle(), { type: section.logarithmic ? 'log' : 'value' }),
      series: [{
        // Bars have no foot on a logarithmic axis: points on a line instead.
        type: section.logarithmic ? 'line' : 'bar', barMaxWidth: 46, symbol: 'circle', symbolSize: 11, lineStyle: { color: colour('line'), width: 2 },
        data: section.values.map((v, i) => ({ value: v, itemStyle: { borderRadius: section.logarithmic ? undefined : [4, 4, 0, 0],
          color: i < section.chosen ? colour('accent') : mix(colour('line'), colour('soft'), 0.4) } })),
        label: { show: section.values.length <= 12, position: 'top', color: colour('soft'), formatter: p => short(p.value) } },
        { type: 'line', symbol: 'none', silent: true, data: section.level === null ? [] : section.labels.map(() => section.level),
          lineStyle: { color: colour('no'), type: 'dashed', width: 1.5 }, tooltip: { show: false },
          endLabel: { show: true, color: colour('no'), formatter: section.levelName, offset: [-60, -10] } }],
    });
    return el('section.half', {}, heading(section.head), chart(280, section.head.title, option));
  };

  renderers.stateTrack = section => {
    const option = () => ({
      grid: { left: 8, right: 20, top: 34, bottom: 34, containLabel: true },
      legend: { top: 0, textStyle: { color: colour('soft') }, icon: 'roundRect' },
      tooltip: tooltip({ trigger: 'axis', valueFormatter: percent }),
      xAxis: Object.assign(axisStyle(), { type: 'category', boundaryGap: false,
        data: section.positions.map(x => x.toLocaleString('en')), name: 'token', nameLocation: 'middle', nameGap: 26, splitLine: { show: false } }),
      yAxis: Object.assign(axisStyle(), { type: 'value', min: 0, max: 1, axisLabel: { color: colour('soft'), formatter: v => 100 * v + ' %' } }),
      dataZoom: section.positions.length > 60 ? [{ type: 'inside' }] : [],
      series: section.shares.map((shares, s) => ({
        type: 'line', stack: 'all', name: 'state ' + (s + 1), data: shares, showSymbol: false,
        color: stateColour(s), lineStyle: { width: 0 }, areaStyle: { opacity: 0.85 }, emphasis: { disabled: true },
      })),
    });
    return el('section', {}, heading(section.head), chart(240, section.head.title, option));
  };

  /** Runs of equal states as [state, first, last]. */
  function runs(states) {
    const all = [];
    states.forEach((s, i) => {
      if (all.length && all[all.length - 1][0] === s) all[all.length - 1][2] = i;
      else all.push([s, i, i]);
    });
    return all;
  }

  renderers.decodedSeries = section => {
    const rows = section.names.length, height = rows === 1 ? 240 : 130;
    const option = () => ({
      grid: section.names.map((_, i) => ({ left: 64, right: 20, top: 14 + i * height, height: height - 34 })),
      tooltip: tooltip({ trigger: 'axis', valueFormatter: short }),
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      xAxis: section.names.map((_, i) => Object.assign(axisStyle(), { gridIndex: i, type: 'value', min: section.start - 0.5,
        max: section.start + section.states.length - 0.5, splitLine: { show: false }, axisLabel: { show: i === rows - 1, color: colour('soft') } })),
      yAxis: section.names.map((name, i) => Object.assign(axisStyle(), { gridIndex: i, type: 'value', scale: true, name: brief(visible(name), 13), nameLocation: 'middle',
        nameGap: 46, splitNumber: 3, splitLine: { show: false } })),
      series: section.names.map((name, i) => ({
        type: 'line', name: visible(name), xAxisIndex: i, yAxisIndex: i, showSymbol: false, color: colour('ink'), lineStyle: { width: 1.2 },
        data: section.values[i].map((v, t) => [section.start + t, v]),
        markArea: { silent: true, data: runs(section.states).map(([s, a, b]) => [
          { xAxis: section.start + a - 0.5, itemStyle: { color: stateColour(s), opacity: 0.28 } }, { xAxis: section.start + b + 0.5 }]) },
      })),
    });
    return el('section', {}, heading(section.head), unmask.legend(section.count), chart(20 + rows * height, section.head.title, option));
  };
})();
