/* The programme by the machine's clock, in the fair's own time zone: what is on, what comes next. A clock that cannot be
   right (before this booth was made, weeks before the fair, after it) is not believed: then nothing is said about now, and
   the programme stands there by day as it does without this script. */
(function (doc) {
  "use strict";
  const kiosk = window.showcaseKiosk, booth = kiosk.data, say = kiosk.say, DAY = 86400000, EARLY = 30 * DAY;
  const zone = booth.timezone, lang = doc.documentElement.lang + "-u-nu-latn";

  function sure() {
    const now = Date.now();
    return now > (booth.built || 0) - DAY && now > booth.start - EARLY && now < booth.end + DAY;
  }
  function format(options, ms) { return new Intl.DateTimeFormat(lang, Object.assign({ timeZone: zone }, options)).format(ms); }
  function time(ms) { return format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, ms); }
  function day(ms) { /* 2026-11-26, whatever the language */
    return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);
  }
  function times() { /* {now: […], next: […]}: events of this moment, and all that start first after it */
    if (!sure()) return { now: [], next: [] };
    const at = Date.now(), coming = booth.events.filter(function (event) { return event.start > at; });
    return {
      now: booth.events.filter(function (event) { return event.start <= at && at < event.end; }),
      next: coming.filter(function (event) { return event.start === coming[0].start; })
    };
  }

  /* --- the attract loop: the time at the top, one line at the foot --- */
  function attract(stage) {
    const at = Date.now(), found = times(), clock = stage.querySelector("[data-kiosk-clock]"), line = stage.querySelector("[data-kiosk-next]");
    const e = kiosk.escape, event = found.next[0] || found.now[0];
    clock.innerHTML = sure() ? "<b>" + e(time(at)) + "</b><span>" + e(format({ weekday: "long", day: "numeric", month: "long" }, at)) + "</span>" : "";
    if (!event) { line.innerHTML = "<span>" + e(booth.dates) + "</span><span>" + e(booth.place || "") + "</span>"; return; }
    const mark = event.lang && event.lang !== booth.lang ? ' lang="' + e(event.lang) + '"' : "";
    const when = day(event.start) === day(at) ? time(event.start) : event.day + " " + time(event.start);
    line.innerHTML = "<span>" + e(say(found.next.length ? "next" : "now")) + ' <b><bdi class="sc-num">' + e(when) + "</bdi></b> <bdi" + mark + ">" + e(event.title) + "</bdi></span><span>" + e(event.place || "") + "</span>";
  }

  /* --- pages: a mark on each event, in room that is free already --- */
  function mark(event, what) {
    const item = doc.getElementById((event.path.split("#")[1] || ""));
    if (!item || item.tagName !== "LI") return;
    item.dataset.kioskWhen = what;
    item.append(kiosk.make('<b class="sc-kwhen">' + kiosk.escape(say(what)) + "</b>"));
  }
  function paint() {
    doc.querySelectorAll("[data-kiosk-when]").forEach(function (item) {
      delete item.dataset.kioskWhen;
      item.querySelectorAll(".sc-kwhen").forEach(function (old) { old.remove(); });
    });
    const found = times();
    found.now.forEach(function (event) { mark(event, "now"); });
    found.next.forEach(function (event) { mark(event, "next"); });
  }
  paint();
  setInterval(paint, 30000);

  /* The programme opens at the day at hand. */
  if (sure() && !location.hash) {
    const today = doc.querySelector('.sc-day time[datetime="' + day(Date.now()) + '"]');
    if (today && doc.querySelector(".sc-day time") !== today) today.closest(".sc-day").scrollIntoView({ block: "start", behavior: "instant" });
  }

  kiosk.clock = { sure: sure, day: day, times: times, attract: attract };
  const stage = doc.querySelector(".sc-attract");
  if (stage) attract(stage);
})(document);
