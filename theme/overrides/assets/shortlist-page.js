/* The page of the visitor's own list: grouped by hall in walking order, with notes, and everything to take it away.
   Data arrives by scripts that call `catalogShortlist` (catalog/web/shortlist.py), so it also works from a disk.
   Nothing leaves the browser: another device gets the list in the fragment of a link, which no server sees. */
(function (doc) {
  "use strict";
  const keep = window.showcaseShortlist, root = doc.querySelector("[data-sc-list]"), set = root.dataset;
  const booth = doc.documentElement.hasAttribute("data-booth"); /* no mail, no files, no address bar: the code is the way out */
  const lang = doc.documentElement.lang, plural = new Intl.PluralRules(lang), number = new Intl.NumberFormat(lang);
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", SHORT = 5, NAMED = 8;
  const LETTER = 1900; /* characters of a link that Windows hands to a mail program whole */
  const MARKS = { zh: "《》", ja: "『』" }[lang.slice(0, 2)]; /* around titles, with nothing between them, nor between sentences */
  const works = new Map(), byCode = new Map(); /* id → work; code → work */
  let base = null, packet = null, receive = null, undo = null, shown = null, incoming = null;
  window.catalogShortlist = function (data) { packet = data; };

  function find(name, within) { return (within || root).querySelector("[data-sc-" + name + "]"); }
  function fill(text, values) { return text.replace(/%\((\w+)\)s/g, function (all, name) { return name in values ? values[name] : all; }); }
  function count(name, n) {
    const forms = base.plurals[name];
    return fill(forms[plural.select(n)] || forms.other, { number: number.format(n) });
  }
  function fetch(url) { /* a script's call comes before its load event, and scripts are asked for one after another */
    receive = (receive || Promise.resolve()).then(function () { return keep.load(url); }).then(function () { return packet; });
    return receive;
  }

  function listed(titles) {
    return MARKS ? titles.map(function (title) { return MARKS[0] + title + MARKS[1]; }).join("") : new Intl.ListFormat(lang, { type: "unit", style: "short" }).format(titles);
  }

  function way(path) { return set.home + (booth ? path.replace(/\/(?=[?#]|$)/, "/index.html") : path); }

  /* --- codes: the beginning of a hash (catalog/web/shortlist.py) --- */
  function hash(text) {
    let h = 0x811c9dc5;
    new TextEncoder().encode(text).forEach(function (byte) { h = Math.imul(h ^ byte, 0x01000193); });
    h = Math.imul(h ^ h >>> 16, 0x85ebca6b);
    h = Math.imul(h ^ h >>> 13, 0xc2b2ae35);
    return (h ^ h >>> 16) >>> 0;
  }
  function letter(id) { return ALPHABET[hash(id) >>> 27]; }
  function write(list) { /* longer codes stand between two dots */
    return list.map(function (entry) {
      const code = works.get(entry.id).code;
      return code.length === SHORT ? code : "." + code + ".";
    }).join("");
  }
  function parse(text) {
    const out = [];
    text.toUpperCase().split(".").forEach(function (part, k) {
      if (k % 2) { if (part) out.push(part); } else for (let i = 0; i + SHORT <= part.length; i += SHORT) out.push(part.slice(i, i + SHORT));
    });
    return Array.from(new Set(out)).slice(0, 1000);
  }
  function named(code) { /* a code that is too short by now names all works that begin with it */
    if (byCode.has(code)) return [byCode.get(code)];
    const found = [];
    if (code.length >= SHORT) byCode.forEach(function (work, own) { if (own.startsWith(code)) found.push(work); });
    return found;
  }

  /* --- data --- */
  function add(rows) {
    rows.forEach(function (row) {
      const work = { id: row[0], code: row[1], title: row[2], lang: row[3], second: row[4], secondLang: row[5], seal: row[6], kind: row[7], cover: row[8], size: row[9], company: base.companies[row[10]], stop: row[11], events: row[12] };
      works.set(work.id, work);
      byCode.set(work.code, work);
    });
  }
  const have = Object.create(null);
  function need(firsts) { /* files of works, by the first letters of their codes */
    const wanted = new Set(firsts.map(function (c) { return ALPHABET.indexOf(c) * base.shards >> 5; }));
    return Promise.all(Array.from(wanted).filter(function (k) { return k >= 0 && !have[k]; }).map(function (k) {
      have[k] = true;
      return fetch(set.data.replace(/\.js$/, "-" + k + ".js")).then(function (data) { add(data.works); });
    }));
  }
  function open(codes) {
    const list = keep.read();
    return (base ? Promise.resolve() : fetch(set.data).then(function (data) {
      base = data;
      if (data.works) { add(data.works); have[0] = true; }
    })).then(function () {
      if (base.shards === 1) return null;
      return need(list.map(function (entry) { return letter(base.former[entry.id] || entry.id); }).concat(codes.map(function (code) { return code[0]; })));
    });
  }
  function current() { /* what this edition knows of the list; the rest stays kept */
    const seen = new Set(), out = [];
    keep.read().forEach(function (entry) {
      const id = works.has(entry.id) ? entry.id : base.former[entry.id];
      if (!works.has(id) || seen.has(id)) return;
      seen.add(id);
      out.push({ id: id, kept: entry.id, note: entry.note });
    });
    const last = base.stands.length;
    return out.sort(function (a, b) {
      const one = works.get(a.id), two = works.get(b.id);
      return (one.stop < 0 ? last : one.stop) - (two.stop < 0 ? last : two.stop) || one.title.localeCompare(two.title, lang);
    });
  }

  /* --- the list --- */
  function element(name) { return find(name).content.firstElementChild.cloneNode(true); }
  function say(node, text, tag) {
    const own = tag ? node.appendChild(doc.createElement("bdi")) : node;
    own.textContent = text;
    if (tag) own.lang = tag;
  }
  function grow(area) { area.style.height = "auto"; area.style.height = area.scrollHeight + 2 + "px"; }
  function item(entry) {
    const work = works.get(entry.id), li = element("item"), stand = base.stands[work.stop];
    const image = new Image(work.size[0], work.size[1]), link = li.querySelector("h3 a"), area = li.querySelector("textarea"), cross = li.querySelector(".sc-x");
    image.alt = "";
    image.loading = "lazy";
    image.src = set.shared + "media/" + work.cover;
    if (work.cover) li.querySelector(".sc-cover").appendChild(image);
    link.href = way("works/" + work.id + "/");
    say(link, work.title, work.lang);
    const other = li.querySelector(".sc-card__o");
    if (work.second) say(other, work.second, work.secondLang); else other.remove();
    li.querySelector(".sc-kind .sc-seal").dataset.s = work.seal;
    li.querySelector(".sc-kind span").textContent = work.kind;
    const at = li.querySelector(".sc-sl__at"), meet = li.querySelector(".sc-sl__meet");
    if (stand) { at.href = way(stand[4]); at.firstChild.textContent = stand[2]; } else at.remove();
    say(li.querySelector(".sc-card__w > span"), work.company[1], work.company[2]);
    if (stand && stand[3] && !booth) meet.firstChild.href = stand[3]; else meet.remove();
    area.value = entry.note;
    area.setAttribute("aria-label", fill(area.dataset.label, { title: work.title }));
    area.addEventListener("input", function () {
      grow(area);
      keep.write(keep.read().map(function (e) { return e.id === entry.kept ? { id: e.id, note: area.value } : e; }));
    });
    cross.setAttribute("aria-label", fill(cross.dataset.label, { title: work.title }));
    cross.addEventListener("click", function () { remove(entry, work); });
    return li;
  }
  function paint() {
    const list = current(), stops = find("stops"), places = new Set();
    let section = null, hall = null;
    shown = list.map(function (entry) { return entry.id; }).join();
    stops.textContent = "";
    list.forEach(function (entry) {
      const work = works.get(entry.id), stand = base.stands[work.stop], here = stand ? stand[0] : -1;
      if (hall !== here) {
        hall = here;
        section = element("stop");
        section.querySelector("span").textContent = stand ? base.halls[here] : find("stops").dataset.nowhere;
        const own = new Set(list.map(function (e) { return works.get(e.id).stop; }).filter(function (s) { return s >= 0 && base.stands[s][0] === here; }));
        own.forEach(function (s) { places.add(s); });
        section.querySelector("small").textContent = stand ? count("stops", own.size) : "";
        stops.appendChild(section);
      }
      section.querySelector("ul").appendChild(item(entry));
    });
    const lead = find("lead");
    lead.textContent = list.length ? fill(places.size ? lead.dataset.text : lead.dataset.loose, { works: count("works", list.length), stands: count("stands", places.size) }) : "";
    find("board").hidden = !list.length;
    find("none").hidden = !!list.length || !!incoming;
    stops.querySelectorAll("textarea").forEach(grow);
    if (list.length) { code(list); letters(list); }
    root.setAttribute("data-sc-ready", "");
  }
  function remove(entry, work) {
    const before = keep.read(), at = Array.prototype.indexOf.call(root.querySelectorAll(".sc-x"), doc.activeElement);
    keep.write(before.filter(function (e) { return e.id !== entry.kept; }));
    paint();
    offer(fill(find("said").dataset.removed, { title: work.title }), before);
    const crosses = root.querySelectorAll(".sc-x");
    (crosses[Math.min(at, crosses.length - 1)] || find("title")).focus();
  }
  function offer(text, before) { /* what was removed, with its note, comes back */
    const said = find("said"), button = doc.createElement("button");
    undo = before;
    said.textContent = text + " ";
    button.type = "button";
    button.className = "sc-link";
    button.textContent = said.dataset.undo;
    button.addEventListener("click", function () {
      keep.write(undo);
      said.textContent = "";
      paint();
      find("title").focus();
    });
    said.appendChild(button);
  }

  /* --- link and code --- */
  function address(list) {
    const here = /^https?:$/.test(location.protocol) && !set.public && !booth ? location.href.split("#")[0] : set.address;
    return here + "#s=" + write(list);
  }
  function code(list) {
    const box = find("code"), scan = find("scan"), parts = address(list).split("#s=");
    if (!scan.dataset.one) scan.dataset.one = scan.textContent;
    keep.load(keep.qr).then(function () {
      const qr = window.qrcode(0, "L");
      qr.addData(parts[0] + "#s=", "Byte");
      qr.addData(parts[1], "Alphanumeric"); /* packs codes into two thirds of the room */
      qr.make();
      const size = qr.getModuleCount();
      let d = "";
      for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) {
        if (!qr.isDark(y, x)) continue;
        const start = x;
        while (x < size && qr.isDark(y, x)) x++;
        d += "M" + start + " " + (y + .5) + "h" + (x - start);
      }
      box.hidden = false;
      box.innerHTML = '<svg viewBox="0 0 ' + size + " " + size + '" aria-hidden="true"><path d="' + d + '"/></svg>';
      box.dataset.text = parts.join("#s=");
      scan.textContent = scan.dataset.one;
    }).catch(function () { /* longer than any code holds */
      box.hidden = true;
      scan.textContent = scan.dataset.many;
    });
  }
  function letters(list) {
    const link = find("write"), mails = Array.from(new Set(companies(list).map(function (c) { return c[3]; }).filter(Boolean)));
    link.hidden = !mails.length || booth;
    link.parentNode.querySelectorAll("[data-sc-letter]").forEach(function (one) { one.remove(); });
    const subject = "&subject=" + encodeURIComponent(fill(link.dataset.subject, { edition: base.edition }));
    const parts = packed(mails.map(encodeURIComponent), LETTER - "mailto:?bcc=".length - subject.length);
    let last = link;
    parts.forEach(function (addresses, place) {
      const one = place ? link.cloneNode() : link;
      one.textContent = count("write", mails.length) + (parts.length > 1 ? " (" + number.format(place + 1) + "/" + number.format(parts.length) + ")" : "");
      /* in blind copy: they need not learn of each other */
      one.href = "mailto:?bcc=" + addresses + subject;
      if (!place) return;
      one.removeAttribute("data-sc-write");
      one.dataset.scLetter = "";
      last.after(" ", one);
      last = one;
    });
  }
  /* Addresses in as few lists as there must be, none longer than so many characters. */
  function packed(mails, most) {
    const lists = [];
    mails.forEach(function (mail) {
      const before = lists[lists.length - 1];
      if (before !== undefined && before.length + 1 + mail.length <= most) lists[lists.length - 1] = before + "," + mail;
      else lists.push(mail);
    });
    return lists;
  }
  function companies(list) { return Array.from(new Set(list.map(function (entry) { return works.get(entry.id).company; }))); }

  /* --- a list from a link: nothing is changed before the visitor says so --- */
  function arrive() {
    const found = /^#s=([\w.]*)$/.exec(location.hash), codes = found ? parse(found[1]) : [];
    if (!found) return Promise.resolve(false);
    return open(codes).then(function () {
      const ids = [], box = find("incoming"), text = find("arrived"), own = current();
      let unknown = 0;
      codes.forEach(function (code) {
        const some = named(code);
        if (!some.length) unknown++;
        some.forEach(function (work) { if (!ids.includes(work.id)) ids.push(work.id); });
      });
      history.replaceState(null, "", location.pathname + location.search); /* a reload asks no second time */
      const fresh = ids.filter(function (id) { return !own.some(function (entry) { return entry.id === id; }); });
      if (ids.length && !fresh.length && ids.length === own.length && !unknown) return true; /* the same list */
      incoming = ids;
      const titles = ids.slice(0, NAMED).map(function (id) { return works.get(id).title; });
      const parts = [ids.length ? fill(text.dataset.text, { works: count("works", ids.length), titles: listed(titles) + (ids.length > NAMED ? "…" : "") }).replace("….", "…") : text.dataset.nothing];
      if (unknown && ids.length) parts.push(fill(text.dataset.unknown, { number: number.format(unknown) }));
      if (own.length && ids.length) parts.push(fill(text.dataset.own, { works: count("works", own.length) }));
      text.textContent = parts.join(MARKS ? "" : " ");
      root.querySelectorAll("[data-sc-take]").forEach(function (button) {
        const how = button.dataset.scTake;
        button.hidden = how === "merge" && !fresh.length || how === "replace" && (!own.length || !ids.length);
        button.classList.toggle("sc-btn--key", how === "merge");
        button.classList.toggle("sc-btn--line", how !== "merge");
      });
      box.hidden = false;
      paint();
      box.querySelector("h2").focus();
      return true;
    });
  }
  function take(how) {
    const before = keep.read(), now = new Map(before.map(function (entry) { return [base.former[entry.id] || entry.id, entry]; }));
    const brought = incoming.map(function (id) { return now.get(id) || { id: id, note: "" }; }); /* notes stay */
    if (how === "merge") keep.write(before.concat(brought.filter(function (entry) { return !before.includes(entry); })));
    /* works of another time that this edition does not know are nobody's to throw away here */
    if (how === "replace") keep.write(before.filter(function (entry) { return !works.has(base.former[entry.id] || entry.id); }).concat(brought));
    incoming = null;
    find("incoming").hidden = true;
    paint();
    find("title").focus();
  }

  /* --- files --- */
  function cell(value) {
    const text = showcase.cell(value);
    return /[",\r\n;]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  function csv(list) {
    const rows = [base.columns].concat(list.map(function (entry) {
      const work = works.get(entry.id), stand = base.stands[work.stop];
      const way = set.address.replace(/shortlist\/(index\.html)?$/, "works/" + work.id + "/");
      return [stand ? base.halls[stand[0]] : "", stand ? stand[2] : "", work.title, work.second, work.kind, work.company[1], work.company[3], entry.note, way];
    }));
    return "\ufeff" + rows.map(function (row) { return row.map(cell).join(","); }).join("\r\n") + "\r\n";
  }
  function save(name, type, text) {
    const link = doc.createElement("a"), url = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    link.href = url;
    link.download = name;
    doc.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
  }
  let taken = null;
  function files() { return taken || (taken = fetch(set.take)); }
  const DO = {
    print: function () { window.print(); },
    csv: function (list) { save("shortlist.csv", "text/csv", csv(list)); },
    vcf: function (list) {
      return files().then(function (data) {
        save("shortlist.vcf", "text/vcard", companies(list).map(function (company) { return data.cards[company[0]] || ""; }).join(""));
      });
    },
    ics: function (list) {
      const wanted = new Set();
      list.forEach(function (entry) { works.get(entry.id).events.forEach(function (e) { wanted.add(e); }); });
      companies(list).forEach(function (company) { company[4].forEach(function (e) { wanted.add(e); }); });
      return files().then(function (data) {
        const events = Array.from(wanted).sort(function (a, b) { return a - b; }).map(function (e) { return data.entries[e]; });
        save("shortlist.ics", "text/calendar", data.calendar[0] + events.join("") + data.calendar[1]);
      });
    },
    link: function (list, button) {
      const url = address(list);
      return showcase.copy(url).then(function () { keep.tell(button.dataset.done); }, function () { keep.tell(url); });
    },
    clear: function (list, button) {
      const before = keep.read();
      if (!booth && !confirm(button.dataset.ask)) return;
      keep.write([]);
      paint();
      offer(find("said").dataset.empty, before);
      find("title").focus();
    },
  };

  if (booth) root.querySelectorAll("[data-sc-do]").forEach(function (button) { button.hidden = button.dataset.scDo !== "clear"; });
  function failed() { find("failed").hidden = false; root.setAttribute("data-sc-ready", ""); }
  root.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (!button || !base) return;
    if (button.dataset.scTake) take(button.dataset.scTake);
    const act = DO[button.dataset.scDo];
    if (act) Promise.resolve(act(current(), button)).catch(failed);
  });
  doc.addEventListener("shortlist", function () { /* another tab changed it */
    if (!base || doc.activeElement && doc.activeElement.matches("textarea")) return;
    open([]).then(function () {
      if (current().map(function (entry) { return entry.id; }).join() !== shown) paint();
    }).catch(failed);
  });
  addEventListener("hashchange", function () { arrive().catch(failed); });
  addEventListener("beforeprint", function () { root.querySelectorAll("textarea").forEach(grow); });
  open([]).then(function () { paint(); return arrive(); }).catch(failed);
})(document);
