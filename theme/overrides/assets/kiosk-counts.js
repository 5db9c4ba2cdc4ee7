/* Counted, not tracked: how often each work was opened, kept and shown as a code here, by day. No time, no order, nothing
   of a person. Staff see it by a press of three seconds on the logo. It stays in this browser until it is cleared. */
(function (doc) {
  "use strict";
  const kiosk = window.showcaseKiosk, store = window.showcaseStore, say = kiosk.say, e = kiosk.escape;
  const KEY = "booth.counts." + kiosk.data.edition, CARRIED = "kiosk.counts", MOST = 20000, PRESS = 3000;
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/, KINDS = ["opened", "starred", "qr"];
  let forgetful = false, apart = false;

  /* --- {turn, days: {day: {work: [opened, starred, qr]}}}; the one with the higher turn is the newer. Where a browser
     keeps storage apart for each file, the counts travel with the visitor and rest on the page of the attract loop. --- */
  function clean(text) {
    let data;
    try { data = JSON.parse(text || "{}"); } catch (error) { data = {}; }
    const out = { turn: data.turn > 0 ? Math.floor(data.turn) : 0, days: {} };
    Object.keys(data.days || {}).forEach(function (day) {
      if (!/^(\d{4}-\d\d-\d\d)?$/.test(day)) return;
      Object.keys(data.days[day] || {}).forEach(function (id) {
        const row = data.days[day][id];
        if (!ID.test(id) || !Array.isArray(row)) return;
        (out.days[day] = out.days[day] || {})[id] = KINDS.map(function (kind, k) { return row[k] > 0 ? Math.floor(row[k]) : 0; });
      });
    });
    return out;
  }
  function read() {
    let own = null;
    try { own = localStorage.getItem(KEY); } catch (error) { forgetful = true; }
    const one = clean(own), two = clean(store.getItem(CARRIED));
    if (two.turn > one.turn) apart = true;
    return two.turn > one.turn ? two : one;
  }
  function write(data) {
    const text = JSON.stringify(data);
    try { localStorage.setItem(KEY, text); } catch (error) { forgetful = true; }
    if (text.length <= MOST) store.setItem(CARRIED, text); else store.removeItem(CARRIED);
  }
  function add(ids, kind) {
    const data = read(), clock = kiosk.clock, day = clock && clock.sure() ? clock.day(Date.now()) : ""; /* a wrong clock has no day */
    ids.forEach(function (id) {
      if (!ID.test(id)) return;
      const works = data.days[day] = data.days[day] || {}, row = works[id] = works[id] || [0, 0, 0];
      row[KINDS.indexOf(kind)]++;
    });
    data.turn++;
    write(data);
  }

  /* --- what is counted --- */
  const found = /^[^/]+\/works\/([^/]+\/[^/]+)\/$/.exec(kiosk.path());
  write(read());
  /* In another language it is still the same work that somebody has opened. */
  if (found && !kiosk.asleep && !(kiosk.came() || "").endsWith("/works/" + found[1] + "/index.html")) add([found[1]], "opened");
  doc.addEventListener("click", function (event) { /* shortlist.js has answered already */
    const star = event.target.closest && event.target.closest("[data-sc-star]");
    if (star && star.getAttribute("aria-pressed") === "true") add([star.dataset.scStar], "starred");
  });
  doc.addEventListener("kiosk:qr", function (event) { if (event.detail.works.length) add(event.detail.works, "qr"); });
  const forget = store.clear;
  store.clear = function () { /* a visitor's things go, the booth's counts stay */
    const data = read();
    forget.call(store);
    write(data);
  };

  /* --- for staff --- */
  function rows() {
    const days = read().days, out = [];
    Object.keys(days).sort().forEach(function (day) {
      Object.keys(days[day]).sort(function (a, b) { return days[day][b][0] - days[day][a][0] || (a < b ? -1 : 1); })
        .forEach(function (id) { out.push([day, id].concat(days[day][id])); });
    });
    return out;
  }
  function csv() {
    return "\ufeff" + [["day", "work"].concat(KINDS)].concat(rows()).map(function (row) { return row.join(","); }).join("\r\n") + "\r\n";
  }
  function save() {
    const url = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
    const link = kiosk.make('<a data-kiosk-own download="' + e("booth-" + kiosk.data.edition + ".csv") + '"></a>');
    link.href = url;
    doc.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
  }
  function show() {
    const all = rows();
    const note = forgetful ? "kept_nowhere" : apart ? "kept_apart" : "";
    const sum = [0, 1, 2].map(function (k) { return all.reduce(function (total, row) { return total + row[k + 2]; }, 0); });
    const head = "<tr>" + ["day", "work", "opened", "starred", "qr_shown"].map(function (key) { return '<th scope="col">' + e(say(key)) + "</th>"; }).join("") + "</tr>";
    const body = all.map(function (row) {
      return "<tr><td>" + (row[0] ? '<bdi class="sc-num">' + row[0] + "</bdi>" : e(say("day_unknown"))) + '</td><th scope="row"><bdi dir="ltr">' + e(row[1]) + "</bdi></th>" + row.slice(2).map(function (n) { return '<td class="sc-num">' + n + "</td>"; }).join("") + "</tr>";
    }).join("");
    const foot = '<tr><td></td><td></td>' + sum.map(function (n) { return '<td class="sc-num">' + n + "</td>"; }).join("") + "</tr>";
    const own = kiosk.open(say("counts"), "sc-ksheet--counts", '<h2 class="sc-h">' + e(say("counts")) + "</h2><p>" + e(say("counts_about")) + "</p>" + (note ? '<p class="sc-kwarn">' + e(say(note)) + "</p>" : "") +
      (all.length ? '<div class="sc-kcounts"><table><thead>' + head + "</thead><tbody>" + body + "</tbody><tfoot>" + foot + "</tfoot></table></div>" : "<p>" + e(say("no_counts")) + "</p>") +
      (all.length ? '<p class="sc-ksheet__act"><button type="button" class="sc-btn sc-btn--paper" data-do="save">' + e(say("save_csv")) + '</button><button type="button" class="sc-btn sc-btn--line" data-do="text">' + e(say("show_text")) + '</button><button type="button" class="sc-btn sc-btn--line" data-do="clear">' + e(say("clear_counts")) + "</button></p>" : ""));
    own.addEventListener("click", function (event) {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      if (button.dataset.do === "save") save();
      if (button.dataset.do === "text") {
        const area = kiosk.make('<textarea readonly dir="ltr" data-kiosk-plain aria-label="' + e(say("counts")) + '"></textarea>');
        area.value = csv().slice(1);
        own.querySelector(".sc-kcounts").replaceChildren(area);
        area.focus();
        area.select();
      }
      if (button.dataset.do === "clear") kiosk.ask(say("clear_ask"), say("clear_counts"), function () {
        write({ turn: read().turn + 1, days: {} });
        show();
      });
    });
  }
  const logo = doc.querySelector(".md-logo");
  if (!logo) return;
  let held = 0, shown = false;
  function release() { clearTimeout(held); }
  logo.addEventListener("pointerdown", function () {
    shown = false;
    held = setTimeout(function () { shown = true; show(); }, PRESS);
  });
  ["pointerup", "pointerleave", "pointercancel"].forEach(function (type) { logo.addEventListener(type, release); });
  logo.addEventListener("click", function (event) { if (shown) { shown = false; event.preventDefault(); event.stopPropagation(); } });
})(document);
