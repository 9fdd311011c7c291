"use strict";
// Draws the unit timelines. Everything else on the page works without it.
for (const box of document.querySelectorAll("[data-timeline]")) {
  const data = JSON.parse(document.getElementById(box.dataset.timeline).textContent);
  const canvas = box.querySelector("canvas"), where = box.querySelector("output");
  const pen = canvas.getContext("2d"), margin = 62;
  let from = 0, to = data.end, drag = null;

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // Commands have no cause of their own; they take quiet colours in turn.
  const commands = ["--k12", "--k10", "--k5", "--k3", "--k6"];
  const fill = index => color(data.causes[index] >= 0 ? "--k" + data.causes[index] : commands[index % commands.length]);

  function draw() {
    const scale = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
    if (width === 0) return;
    canvas.width = width * scale; canvas.height = height * scale;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    const plot = width - margin - 8, lane = (height - 26) / data.tracks.length, perCycle = plot / (to - from);
    pen.font = "12px system-ui, sans-serif"; pen.textBaseline = "middle";
    const colors = data.names.map((_, i) => fill(i));
    data.tracks.forEach((track, row) => {
      const top = row * lane + 4;
      pen.fillStyle = color("--dim"); pen.fillText(track.name, 6, top + lane / 2 - 2);
      pen.fillStyle = color("--lane"); pen.fillRect(margin, top, plot, lane - 8);
      for (let i = 0; i < track.slices.length; i += 4) {
        const start = track.slices[i], length = track.slices[i + 1];
        if (start + length < from || start > to) continue;
        const x = Math.max(margin, margin + (start - from) * perCycle), right = Math.min(margin + plot, margin + (start + length - from) * perCycle);
        pen.fillStyle = colors[track.slices[i + 2]];
        pen.fillRect(x, top, Math.max(0.6, right - x), lane - 8);
        if (right - x > 70) { pen.fillStyle = color("--card"); pen.fillText(data.names[track.slices[i + 2]], x + 5, top + lane / 2 - 4, right - x - 8); }
      }
    });
    pen.fillStyle = color("--dim"); pen.textBaseline = "alphabetic";
    const raw = (to - from) / 6, unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, raw)))), step = Math.max(1, [1, 2, 5, 10].map(f => f * unit).find(f => f >= raw) || unit);
    for (let t = Math.ceil(from / step) * step; t <= to; t += step) {
      const x = margin + (t - from) * perCycle;
      pen.fillRect(x, height - 22, 1, 5); pen.fillText(t.toLocaleString("en"), Math.min(x + 3, width - 60), height - 6);
    }
  }

  function view(start, length) {
    length = Math.min(Math.max(length, 20), data.end);
    from = Math.min(Math.max(0, start), data.end - length); to = from + length;
    draw();
    where.textContent = `Cycles ${Math.round(from).toLocaleString("en")} to ${Math.round(to).toLocaleString("en")}.`;
  }
  const zoom = (factor, at = (from + to) / 2) => view(at - (at - from) * factor, (to - from) * factor);
  const move = part => view(from + part * (to - from), to - from);
  const actions = { in: () => zoom(0.5), out: () => zoom(2), left: () => move(-0.3), right: () => move(0.3), all: () => view(0, data.end) };
  const keys = { "+": "in", "=": "in", "-": "out", ArrowLeft: "left", ArrowRight: "right", Home: "all" };
  const cycle = event => from + (event.offsetX - margin) / (canvas.clientWidth - margin - 8) * (to - from);

  box.querySelector(".tools").addEventListener("click", event => { const action = actions[event.target.dataset.do]; if (action) action(); });
  canvas.addEventListener("keydown", event => { const action = keys[event.key]; if (action) { actions[action](); event.preventDefault(); } });
  canvas.addEventListener("wheel", event => { if (event.ctrlKey || event.metaKey) { zoom(event.deltaY < 0 ? 0.8 : 1.25, cycle(event)); event.preventDefault(); } }, { passive: false });
  canvas.addEventListener("pointerdown", event => { drag = { x: event.offsetX, from }; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointerup", () => { drag = null; });
  canvas.addEventListener("pointermove", event => {
    if (drag) { view(drag.from - (event.offsetX - drag.x) / (canvas.clientWidth - margin - 8) * (to - from), to - from); return; }
    const at = cycle(event), track = data.tracks[Math.floor((event.offsetY - 4) / ((canvas.clientHeight - 26) / data.tracks.length))];
    if (!track) return;
    for (let i = 0; i < track.slices.length; i += 4) {
      const start = track.slices[i], end = start + track.slices[i + 1];
      if (at >= start && at < end) { where.textContent = `${track.name}: ${data.names[track.slices[i + 2]]}, cycles ${start.toLocaleString("en")} to ${end.toLocaleString("en")}${track.slices[i + 3] ? ", line " + track.slices[i + 3] : ""}`; return; }
    }
    where.textContent = `${track.name}: nothing at cycle ${Math.floor(at).toLocaleString("en")}`;
  });
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  where.textContent = "Point at it, drag it, or use the keys + − ← → Home.";
  draw();
}
