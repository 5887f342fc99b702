// Draws the pictures of the charts. Every number and name is read in the table on the page; nothing else is known here.
"use strict";
(() => {
  const NARROW = 600; // pixels: below this a hierarchy is told by bars; a flow is, where its words have no room
  const BAR = 15;
  const LINE = 20; // of a label
  const PREFIX = /^\s+|\s+$/g;

  const tableOf = (figure) =>
    figure.querySelector("table") || document.querySelector(`table[aria-labelledby="${figure.dataset.over}"]`);

  const cellOf = (cell) => {
    const data = cell?.querySelector("data");
    return { value: data ? Number(data.value) : null, text: (data || cell)?.textContent.replace(PREFIX, "") || "" };
  };

  const nameOf = (header) =>
    [...header.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join("").replace(PREFIX, "");

  // The rows of a table: name, depth, kind, the row above, and the cells by heading; `inner` have rows below them.
  const rowsOf = (body, headings) => {
    const rows = [...body.rows].map((row) => ({
      name: nameOf(row.cells[0]),
      level: Number(/indent-(\d)/.exec(row.cells[0].className)?.[1] || 0),
      total: row.classList.contains("total"),
      cells: Object.fromEntries(headings.map((heading, place) => [heading, cellOf(row.cells[place])])),
    }));
    rows.forEach((row, place) => {
      row.inner = !row.total && rows[place + 1]?.level > row.level;
      row.above = rows.slice(0, place).findLast((other) => !other.total && other.level < row.level);
    });
    return rows;
  };

  const read = (figure) => {
    const table = tableOf(figure);
    const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.replace(PREFIX, ""));
    const groups = [...table.tBodies].map((body) => rowsOf(body, headings));
    const series = figure.dataset.series.split(" ").map((each) => each.split(":"))
      .map(([heading, filling]) => ({ heading, filling }))
      .filter(({ heading }) => groups.flat().some((row) => row.cells[heading]?.value != null));
    return { headings, groups, series, rate: figure.dataset.rate, leaves: "leaves" in figure.dataset, most: Number(figure.dataset.most) };
  };

  // Colours and letters of the page.
  const look = () => {
    const styles = getComputedStyle(document.documentElement);
    const colour = (name) => styles.getPropertyValue(`--${name}`).trim();
    return {
      ink: colour("ink"), quiet: colour("quiet"), paper: colour("paper"), line: colour("line"),
      solid: colour("chart-solid"), pale: colour("chart-pale"), cool: colour("chart-cool"), edge: colour("chart-edge"),
      font: getComputedStyle(document.body).fontFamily,
    };
  };

  const stripes = (colour, rotation, dashes = [1, 0], gap = 4) =>
    ({ color: colour, rotation, dashArrayX: dashes, dashArrayY: [1.5, gap], symbolSize: 1 });
  const dots = (colour) => ({ symbol: "circle", color: colour, dashArrayX: [[0, 5], [5, 0]], dashArrayY: [5, 0], symbolSize: 0.5 });
  const fill = (filling, { paper, solid, pale, cool, edge }) => ({
    hollow: { color: paper, borderColor: edge },
    hatched: { color: pale, borderColor: edge, decal: stripes(solid, -Math.PI / 4) },
    solid: { color: solid, borderColor: solid },
    dotted: { color: cool, borderColor: edge, decal: dots(edge) },
    crossed: { color: cool, borderColor: edge, decal: stripes(edge, Math.PI / 4) },
  })[filling];
  // The same under words: paler, so that they can be read.
  const field = (filling, colours) => filling === "solid"
    ? { color: colours.cool, borderColor: colours.edge }
    : { ...fill(filling, colours), decal: filling === "hatched" ? stripes(colours.paper, -Math.PI / 4, [1, 0], 9) : "none" };

  const pen = document.createElement("canvas").getContext("2d");
  const width = (text, { font }) => { pen.font = `12px ${font}`; return Math.ceil(pen.measureText(text).width); };
  const widest = (texts, colours) => Math.max(0, ...texts.map((text) => width(text, colours)));
  const cut = (text, most, colours) => {
    if (width(text, colours) <= most) return text;
    let kept = text;
    while (kept && width(`${kept}…`, colours) > most) kept = kept.slice(0, -1);
    return `${kept}…`;
  };

  const common = (colours) => ({ animation: false, textStyle: { fontFamily: colours.font, fontSize: 12, color: colours.ink } });
  const tip = (colours, formatter) => ({
    renderMode: "richText", confine: true, backgroundColor: colours.paper, borderColor: colours.edge,
    textStyle: { color: colours.ink, fontFamily: colours.font, fontSize: 13 }, formatter,
  });
  const legend = (series, colours) => ({
    top: 0, left: 0, itemWidth: 22, itemHeight: 12, selectedMode: false,
    textStyle: { color: colours.ink, fontFamily: colours.font },
    data: series.map(({ heading }) => heading),
  });

  // Bars, one group a row; names stand before the bars, or above them where there is no room.
  const bars = (rows, { series, rate, leaves }, colours, wide) => {
    const said = (row, place) => {
      const { text, value } = row.cells[series[place].heading] || {};
      if (value == null) return "";
      const extra = rate && place === series.length - 1 ? row.cells[rate]?.text : "";
      return extra && extra !== "—" ? `${text}（${wide < NARROW ? "" : `${rate} `}${extra.replace(/\s+/g, " ")}）` : text;
    };
    const names = rows.map((row) => row.name);
    const room = wide >= NARROW ? Math.min(260, widest(names, colours)) : 0;
    const after = widest(rows.flatMap((row) => series.map((_, place) => said(row, place))), colours) + 8;
    const group = (leaves ? 1 : series.length) * (BAR + 3);
    const step = group + (room ? 16 : LINE + 18);
    const top = series.length > 1 ? 34 : 8;
    const height = top + rows.length * step + 6;
    const axisLabel = room
      ? { color: colours.ink, width: room, overflow: "break", lineHeight: 15, margin: 10 }
      : { color: colours.ink, inside: true, margin: 0, verticalAlign: "bottom", padding: [0, 0, group / 2 + 2, 0], formatter: (name) => cut(name, wide - 4, colours) };
    return { height, option: {
      ...common(colours), legend: series.length > 1 ? legend(series, colours) : undefined,
      grid: { left: room ? room + 12 : 1, right: Math.min(after, wide * 0.65), top: room ? top : top + LINE / 2, bottom: 6 },
      xAxis: { type: "value", show: false, max: "dataMax", min: (range) => Math.min(0, range.min) },
      yAxis: { type: "category", inverse: true, z: 5, data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.edge } }, axisLabel: { ...axisLabel, interval: 0 } },
      series: series.map(({ heading, filling }, place) => ({
        type: "bar", name: heading, stack: leaves ? "one" : undefined, barWidth: BAR, barGap: "20%", itemStyle: { ...fill(filling, colours), borderWidth: 1 },
        silent: true, label: { show: true, position: "right", color: colours.ink, formatter: ({ dataIndex }) => said(rows[dataIndex], place) },
        data: rows.map((row) => row.cells[heading]?.value ?? null),
      })),
    } };
  };

  // The rows that are drawn; of more than ``most`` the largest.
  const chosen = ({ groups, leaves, series, most }) => {
    const rows = groups.flat().filter((row) => !row.total && (leaves ? !row.inner : row.level === 0));
    if (rows.length <= most) return rows;
    const size = (row) => Math.max(...series.map(({ heading }) => Math.abs(row.cells[heading]?.value ?? 0)));
    const limit = rows.map(size).sort((one, other) => other - one)[most - 1];
    return rows.filter((row) => size(row) >= limit).slice(0, most);
  };

  // Every amount of every row as a row of its own: most items have one part only.
  const apart = (rows, { series }) => rows.flatMap((row) => series
    .filter(({ heading }) => row.cells[heading]?.value != null)
    .map(({ heading }) => ({ name: fullName(row, rows), cells: { [heading]: row.cells[heading] } })));
  const fullName = (row, rows) =>
    row.above && rows.some((other) => other !== row && other.name === row.name) ? `${row.above.name}：${row.name}` : row.name;

  // Points of every row, joined as long as none is missing.
  const MARKS = { hollow: ["circle", "dashed"], solid: ["rect", "solid"], hatched: ["triangle", "dotted"] };
  const lines = ({ groups, series }, colours, wide) => {
    const rows = groups.flat();
    return { height: 240, option: {
      ...common(colours), legend: legend(series, colours),
      grid: { left: 30, right: 40, top: 56, bottom: 26 },
      xAxis: { type: "category", data: rows.map((row) => row.name), axisTick: { show: false }, axisLine: { lineStyle: { color: colours.edge } }, axisLabel: { color: colours.ink, hideOverlap: wide < NARROW } },
      yAxis: { type: "value", show: false, min: (range) => Math.min(0, range.min) },
      series: series.map(({ heading, filling }, place) => ({
        type: "line", name: heading, symbol: MARKS[filling][0], symbolSize: 9, connectNulls: false, silent: true,
        lineStyle: { color: colours[filling === "solid" ? "solid" : "edge"], type: MARKS[filling][1], width: 2 },
        itemStyle: { ...fill(filling, colours), borderWidth: 2 },
        label: { show: true, position: place % 2 ? "bottom" : "top", distance: 8, color: colours.ink, formatter: ({ dataIndex }) => rows[dataIndex].cells[heading].text },
        labelLayout: { hideOverlap: true, moveOverlap: "shiftY" },
        data: rows.map((row) => row.cells[heading]?.value ?? null),
      })),
    } };
  };

  // A hierarchy as areas: the parts of an item are told by their pattern and their words.
  const treemap = ({ groups, series }, colours, wide) => {
    const top = { children: [] };
    const open = [top];
    for (const row of groups.flat().filter((row) => !row.total)) {
      const node = { name: row.name, children: [] };
      open.length = row.level + 1;
      (open[row.level] || open.at(-1)).children.push(node);
      open[row.level + 1] = node;
      if (row.inner) continue;
      node.children = series.filter(({ heading }) => row.cells[heading]?.value > 0).map(({ heading, filling }) => ({
        name: `${row.name}\n${heading} ${row.cells[heading].text}`, value: row.cells[heading].value,
        itemStyle: field(filling, colours),
      }));
    }
    // Words that do not fit into their field stand in the table and the tip only.
    const fits = ({ text, rect }) => {
      const most = rect.width - 16; // pixels: the padding of a field, and one character less that does not break
      const [name, part] = text.split("\n");
      if (!part) return {}; // the name of a 类 above its fields
      const whole = width(part, colours) <= most;
      const [thousands, rest] = part.split(","); // a line is broken there too, which no amount must be
      const broken = Math.max(...part.split(" ").map((word) => width(word, colours))) <= most
        && (rest === undefined || width(`${thousands},`, colours) > most);
      const rows = Math.ceil(width(name, colours) / Math.max(1, most - 16)) + (whole ? 1 : 2);
      return (whole || broken) && rows * 16 + 8 <= rect.height ? {} : { x: -9999 };
    };
    const shown = { color: colours.ink, fontFamily: colours.font, fontSize: 12, overflow: "break", lineHeight: 16 };
    return { height: wide > 900 ? 520 : 460, option: {
      ...common(colours), tooltip: tip(colours, ({ name }) => name),
      series: [{
        type: "treemap", left: 0, right: 0, top: 0, bottom: 0, roam: false, nodeClick: false, breadcrumb: { show: false },
        data: top.children, labelLayout: fits, sort: "desc", visibleMin: 1, childrenVisibleMin: 1,
        label: { ...shown, show: true, position: "insideTopLeft", formatter: ({ name }) => name },
        itemStyle: { borderWidth: 1, gapWidth: 0, color: colours.paper, borderColor: colours.edge },
        emphasis: { itemStyle: { borderColor: colours.ink }, label: { color: colours.ink }, upperLabel: { color: colours.ink } },
        levels: [
          { itemStyle: { borderWidth: 0, gapWidth: 4, borderColor: colours.paper, color: colours.paper } },
          { upperLabel: { show: true, height: 22, color: colours.ink, fontWeight: "bold", fontFamily: colours.font, formatter: ({ name }) => name }, itemStyle: { borderWidth: 1, gapWidth: 2, borderColor: colours.paper } },
          { itemStyle: { borderWidth: 0, gapWidth: 1, borderColor: colours.edge } },
          { itemStyle: { borderWidth: 0, gapWidth: 1, borderColor: colours.edge } },
          { itemStyle: { borderWidth: 1, gapWidth: 0 } },
        ],
      }],
    } };
  };

  // Sources → everything → purposes → parts.
  const sankey = ({ headings, groups: [sources, purposes], series }, colours, wide) => {
    const amount = headings[1];
    const total = (rows) => rows.find((row) => row.total);
    const told = (name, { text }) => `${name} ${text}`;
    const right = widest(series.map(({ heading }) => told(heading, total(purposes).cells[heading])), colours) + 10;
    const labels = [...sources, ...purposes].map((row) => told(row.name, row.cells[amount]));
    if (widest(labels, colours) + 28 > (wide - right) / 3) return null;
    const nodes = [];
    const links = [];
    const node = (key, depth, name, cell, style) =>
      nodes.push({ name: key, depth, value: told(name, cell), itemStyle: { borderWidth: 1, ...style } });
    const solid = fill("solid", colours);
    const link = (source, target, { value }, style) => value > 0 && links.push({ source, target, value, lineStyle: style });
    node("all", 1, total(sources).name, total(sources).cells[amount], solid);
    for (const row of sources.filter((row) => !row.total)) {
      node(`from ${row.name}`, 0, row.name, row.cells[amount], solid);
      link(`from ${row.name}`, "all", row.cells[amount]);
    }
    for (const { heading, filling } of series) node(`part ${heading}`, 3, heading, total(purposes).cells[heading], fill(filling, colours));
    for (const row of purposes.filter((row) => !row.total)) {
      node(`to ${row.name}`, 2, row.name, row.cells[amount], fill("hollow", colours));
      link("all", `to ${row.name}`, row.cells[amount]);
      for (const { heading } of series) link(`to ${row.name}`, `part ${heading}`, row.cells[heading]);
    }
    const most = Math.max(sources.length, purposes.length);
    return { height: Math.max(300, most * 44), option: {
      ...common(colours),
      series: [{
        type: "sankey", left: 1, right, top: 12, bottom: 12, nodeAlign: "left", nodeWidth: 14, nodeGap: 20, draggable: false, silent: true,
        data: nodes, links, lineStyle: { color: colours.cool, opacity: 1, curveness: 0.5 },
        label: { position: "right", color: colours.ink, fontFamily: colours.font, fontSize: 12, textBorderColor: colours.paper, textBorderWidth: 2, formatter: ({ data }) => data.value },
      }],
    } };
  };
  const flat = ({ headings, groups }, colours, wide) => {
    const rows = groups.flat().filter((row) => row.cells[headings[1]].value != null);
    return bars(rows, { series: [{ heading: headings[1], filling: "solid" }] }, colours, wide);
  };

  const DRAW = {
    bars: (found, colours, wide) =>
      bars(found.leaves ? apart(chosen(found), found) : chosen(found), found, colours, wide),
    lines,
    treemap: (found, colours, wide) => wide < NARROW ? DRAW.bars(found, colours, wide) : treemap(found, colours, wide),
    sankey: (found, colours, wide) => sankey(found, colours, wide) || flat(found, colours, wide),
  };

  const forced = matchMedia("(forced-colors: active)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const drawn = new Map();

  const made = (figure) => DRAW[figure.dataset.chart](read(figure), look(), figure.querySelector(".picture").clientWidth);

  const draw = (figure) => {
    const picture = figure.querySelector(".picture");
    if (!picture.clientWidth) return;
    const { height, option } = made(figure);
    picture.style.height = `${height}px`;
    if (!drawn.has(figure)) drawn.set(figure, echarts.init(picture, null, { renderer: "canvas" }));
    const chart = drawn.get(figure);
    chart.resize();
    chart.setOption(option, true);
    figure.dataset.drawn = picture.clientWidth;
  };

  const again = () => { for (const figure of drawn.keys()) draw(figure); };

  const figures = [...document.querySelectorAll("figure.chart")].filter((figure) => figure.querySelector(".picture") && tableOf(figure));
  const tables = figures.map((figure) => figure.querySelector("details")).filter(Boolean);
  const fold = () => { for (const table of tables) table.open = forced.matches; };

  if (!window.echarts || !figures.length) return;
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target.closest("figure"));
    }
  }, { rootMargin: "300px" });
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const figure = target.closest("figure");
      if (drawn.has(figure) && figure.dataset.drawn !== String(target.clientWidth)) draw(figure);
    }
  });
  for (const figure of figures) {
    const picture = figure.querySelector(".picture");
    picture.hidden = false;
    if (picture.clientWidth) picture.style.height = `${made(figure).height}px`; // its place, before it is drawn
    near.observe(picture);
    resized.observe(picture);
  }
  fold();
  dark.addEventListener("change", again);
  forced.addEventListener("change", () => { fold(); again(); });
  addEventListener("beforeprint", () => { for (const table of tables) table.open = true; });
  addEventListener("afterprint", fold);
})();
