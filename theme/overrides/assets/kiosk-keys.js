/* The booth's keyboard: Latin, pinyin and Arabic, for whatever field is being written in. Keys write into the real field and
   say so with its `input` events, so search, notes and a keyboard with wires work as ever. Pinyin knows the catalogue's own
   titles and names (catalogBooth.terms), and their characters one by one; nothing else. */
(function (doc) {
  "use strict";
  const kiosk = window.showcaseKiosk, booth = kiosk.data, say = kiosk.say, e = kiosk.escape, MOST = 24;
  const FIELD = "input[type=text],input[type=search],input:not([type]),textarea";
  const DIGITS = "1234567890", LATIN = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
  const ACCENTS = { es: "áéíóúñü¿¡", fr: "àâçéèêëîïôùûœ" };
  const LAYOUTS = {
    latin: { name: "ABC", rows: [DIGITS].concat(ACCENTS[booth.lang] ? [ACCENTS[booth.lang]] : [], LATIN) },
    pinyin: { name: "拼音", lang: "zh-Hans", rows: [DIGITS].concat(LATIN) },
    arabic: { name: "عربي", lang: "ar", rows: [DIGITS, "ضصثقفغعهخحجد", "شسيبلاتنمكطذ", "ئءؤرىةوزظأإآ"] }
  };
  const ICONS = {
    back: '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5h12v14H9l-6-7zM12.5 9.5l5 5m0-5-5 5"/></svg>',
    shift: '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="m12 4 7 8h-4v7H9v-7H5z"/></svg>',
    enter: '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M19 6v7H6m4-4-4 4 4 4"/></svg>'
  };
  const hasTerms = booth.terms.length > 0;
  let board = null, field = null, layout = { ar: "arabic", "zh-Hans": "pinyin", "zh-Hant": "pinyin" }[booth.lang] || "latin", upper = false, buffer = "", repeat = 0;
  if (layout === "pinyin" && !hasTerms) layout = "latin";

  /* --- pinyin: what may be meant by some letters --- */
  let singles = null;
  function characters() { /* syllable → characters that are read so somewhere in the catalogue, the most frequent first */
    if (singles) return singles;
    const counts = new Map();
    booth.terms.forEach(function (term) {
      const chars = Array.from(term[1]);
      if (chars.length === term[0].length) chars.forEach(function (c, i) {
        const of = counts.get(term[0][i]) || counts.set(term[0][i], new Map()).get(term[0][i]);
        of.set(c, (of.get(c) || 0) + 1);
      });
    });
    singles = new Map(Array.from(counts, function (pair) {
      return [pair[0], Array.from(pair[1]).sort(function (a, b) { return b[1] - a[1]; }).map(function (x) { return x[0]; })];
    }));
    return singles;
  }
  function fits(letters, syllables, i) { /* each syllable whole or begun: qingyunian, qyn, qingyn */
    if (!letters) return true;
    if (i === syllables.length) return false;
    for (let n = Math.min(letters.length, syllables[i].length); n > 0; n--)
      if (syllables[i].startsWith(letters.slice(0, n)) && fits(letters.slice(n), syllables, i + 1)) return true;
    return false;
  }
  function candidates(letters) { /* [{text, used}]: what to write, and how many letters it answers */
    const ranked = [], seen = new Set(), out = [];
    booth.terms.forEach(function (term, k) {
      const whole = term[0].join("");
      const rank = whole === letters ? 0 : whole.startsWith(letters) ? 1 : fits(letters, term[0], 0) ? 2 : 3;
      if (rank < 3) ranked.push([rank, term[0].length, k]);
    });
    ranked.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; });
    function put(text, used) { if (!seen.has(text) && out.length < MOST) { seen.add(text); out.push({ text: text, used: used }); } }
    ranked.slice(0, MOST - 8).forEach(function (r) { put(booth.terms[r[2]][1], letters.length); });
    for (let n = Math.min(6, letters.length); n > 0; n--) { /* the first syllable alone */
      const found = characters().get(letters.slice(0, n));
      if (found) { found.forEach(function (c) { put(c, n); }); break; }
    }
    if (!out.length) characters().forEach(function (chars, syllable) { if (syllable.startsWith(letters)) chars.slice(0, 3).forEach(function (c) { put(c, letters.length); }); });
    return out;
  }
  function suggest() {
    const row = board.querySelector(".sc-keys__c"), all = buffer ? candidates(buffer) : [];
    row.innerHTML = (buffer ? '<b class="sc-keys__b" lang="zh-Latn">' + e(buffer) + "</b>" : "") + all.map(function (c) {
      return '<button type="button" lang="zh-Hans" data-used="' + c.used + '">' + e(c.text) + "</button>";
    }).join("") + (buffer ? '<button type="button" class="sc-keys__raw" data-used="' + buffer.length + '">' + e(buffer) + "</button>" : "");
    row.scrollLeft = 0;
  }
  function pick(button) {
    write(button.textContent);
    buffer = buffer.slice(+button.dataset.used);
    suggest();
  }

  /* --- writing into the field --- */
  function told(type, text) { field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: type, data: text })); }
  function write(text) {
    const from = field.selectionStart, to = field.selectionEnd;
    if (field.maxLength > 0 && field.value.length - (to - from) + text.length > field.maxLength) return;
    field.setRangeText(text, from, to, "end");
    told("insertText", text);
    if (upper) { upper = false; draw(); }
  }
  function erase() {
    if (buffer) { buffer = buffer.slice(0, -1); suggest(); return; }
    let from = field.selectionStart;
    const to = field.selectionEnd;
    if (from === to) from -= (Array.from(field.value.slice(0, from)).pop() || "").length;
    if (from === to) return;
    field.setRangeText("", Math.max(0, from), to, "end");
    told("deleteContentBackward", null);
  }
  function first() { return board.querySelector(".sc-keys__c button"); }
  function press(key) {
    if (key === "back") return erase();
    if (key === "shift") { upper = !upper; return draw(); }
    if (key === "done") { if (buffer) pick(first()); return hide(); }
    if (key === "enter") return buffer ? pick(first()) : write("\n");
    if (LAYOUTS[key]) { layout = key; buffer = ""; upper = false; return draw(); }
    if (key === " " && buffer) return pick(first());
    if (layout === "pinyin" && /^[a-z]$/.test(key)) {
      if (buffer.length < 40) buffer += key;
      return suggest();
    }
    return write(key);
  }

  /* --- the board --- */
  function key(value, face, css, label) {
    return '<button type="button" class="sc-key' + (css ? " " + css : "") + '" data-key="' + e(value) + '"' + (label ? ' aria-label="' + e(label) + '"' : "") + ">" + face + "</button>";
  }
  function draw() {
    const now = LAYOUTS[layout], rows = now.rows.map(function (row) {
      return Array.from(row).map(function (c) { const face = upper ? c.toUpperCase() : c; return key(face, e(face)); });
    });
    const last = rows[rows.length - 1], others = Object.keys(LAYOUTS).filter(function (name) { return name !== "pinyin" || hasTerms; });
    if (layout === "latin") last.unshift(key("shift", ICONS.shift, "sc-key--fn" + (upper ? " is-on" : ""), say("shift")));
    last.push(key("back", ICONS.back, "sc-key--fn", say("delete")));
    const foot = others.map(function (name) {
      const l = LAYOUTS[name];
      return '<button type="button" class="sc-key sc-key--fn sc-key--lay" data-key="' + name + '" aria-pressed="' + (name === layout) + '"' + (l.lang ? ' lang="' + l.lang + '"' : "") + ">" + l.name + "</button>";
    });
    foot.push(key("-", "-"), key(" ", e(say("space")), "sc-key--space"), key(layout === "arabic" ? "،" : ",", layout === "arabic" ? "،" : ","), key(".", "."));
    if (field.tagName === "TEXTAREA") foot.push(key("enter", ICONS.enter, "sc-key--fn", say("new_line")));
    foot.push(key("done", e(say("done")), "sc-key--done"));
    board.className = "sc sc-keys sc-keys--" + layout;
    board.innerHTML = '<div class="sc-keys__c" role="group" aria-label="' + e(say("candidates")) + '"></div>' + rows.concat([foot]).map(function (row, i) {
      return '<div class="sc-keys__r' + (i === rows.length ? " sc-keys__r--foot" : "") + '"' + (now.lang && i < rows.length ? ' lang="' + (layout === "pinyin" ? "en" : now.lang) + '"' : "") + ">" + row.join("") + "</div>";
    }).join("");
    suggest();
    place();
  }
  function place() { doc.documentElement.style.setProperty("--keys", board.offsetHeight + "px"); }
  function show(next) {
    if (field !== next) { buffer = ""; upper = false; }
    field = next;
    field.setAttribute("inputmode", "none"); /* the system's own keyboard stays away */
    if (!board) {
      board = kiosk.make('<div role="group" dir="ltr"></div>');
      board.setAttribute("aria-label", say("keyboard"));
      board.addEventListener("mousedown", function (event) { event.preventDefault(); }); /* the field keeps the focus */
      board.addEventListener("pointerdown", down);
      ["pointerup", "pointercancel", "pointerleave"].forEach(function (type) { board.addEventListener(type, function () { clearInterval(repeat); clearTimeout(repeat); }); });
      board.addEventListener("click", function (event) {
        const button = event.target.closest(".sc-keys__c button"), by = event.target.closest("[data-key]");
        if (button) pick(button);
        else if (by && (by.dataset.key === "done" || event.detail === 0)) press(by.dataset.key); /* the latter not by touch */
      });
    }
    (field.closest("dialog") || doc.body).append(board); /* inside a dialog, or it could not be touched */
    doc.documentElement.setAttribute("data-keys", "");
    draw();
    const edge = innerHeight - board.offsetHeight, box = field.getBoundingClientRect();
    if (box.bottom > edge || box.top < 0) field.scrollIntoView({ block: "center", behavior: "instant" });
  }
  function down(event) {
    const button = event.target.closest("[data-key]");
    if (!button || event.button) return;
    event.preventDefault();
    if (button.dataset.key === "done") return; /* by the click: gone sooner, it would land on what is below */
    press(button.dataset.key);
    if (button.dataset.key === "back") repeat = setTimeout(function () { repeat = setInterval(erase, 90); }, 500);
  }
  function hide() {
    clearInterval(repeat);
    if (!board || !board.isConnected) return;
    board.remove();
    buffer = "";
    doc.documentElement.removeAttribute("data-keys");
  }
  function writable(node) { return node && node.matches && node.matches(FIELD) && !node.readOnly && !node.disabled; }
  doc.addEventListener("focusin", function (event) { if (writable(event.target)) show(event.target); });
  doc.addEventListener("click", function (event) { if (writable(event.target) && event.target === doc.activeElement && !(board && board.isConnected)) show(event.target); });
  doc.addEventListener("focusout", function (event) {
    if (event.target === field && !(event.relatedTarget && board && board.contains(event.relatedTarget))) hide();
  });
  doc.addEventListener("close", hide, true); /* a dialog takes its keyboard with it */
  doc.addEventListener("kiosk:reset", hide);
  addEventListener("resize", function () { if (board && board.isConnected) place(); });
  if (writable(doc.activeElement)) show(doc.activeElement);
  kiosk.candidates = candidates;
})(document);
