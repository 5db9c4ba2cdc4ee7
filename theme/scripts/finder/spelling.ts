/* What readers do not tell apart is folded together, texts and questions alike.
   catalog/web/search/finder/ has the same in Python (`fold`) for what it sends folded; tests/tables/folded.json holds
   both to the same words. */

const RUN =
  "\\u3005-\\u3007\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff";
const PLAIN = /^[ -~]*$/;
const IS_RUN = new RegExp(`^[${RUN}]`, "u");
const HAS_RUN = new RegExp(`[${RUN}]`, "u");
const APART = new RegExp(`([${RUN}]) +(?=[${RUN}])`, "gu");
const BEFORE = new RegExp(`([${RUN}])(?=[^ ${RUN}])`, "gu");
const AFTER = new RegExp(`([^ ${RUN}])(?=[${RUN}])`, "gu");
/** Joiners, soft hyphens, marks of direction. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const MARKS = /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const ODD: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  ð: "d",
  þ: "th",
  ى: "ي",
  ة: "ه",
  ک: "ك",
  ی: "ي",
  ٱ: "ا",
};
const ODDS = /[ßæœøđłıðþىةکیٱ]/g;
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const KATAKANA = /[\u30a1-\u30f6]/g;

const variants = new Map<string, string>();

/** Which characters are written for which: 慶庆長长, each followed by its simplified form. */
export function learnVariants(pairs: string): void {
  const characters = Array.from(pairs);
  for (let i = 0; i < characters.length; i += 2) variants.set(characters[i], characters[i + 1]);
}

function simplify(text: string): string {
  if (!variants.size) return text;
  let out = "";
  for (const character of text) out += variants.get(character) ?? character;
  return out;
}

/** Whether a word is of a script that has no spaces. */
export function isRun(word: string): boolean {
  return IS_RUN.test(word);
}

/** Case, accents, Arabic marks and forms, width, kana, traditional characters. */
export function fold(text: string | undefined): string {
  if (!text) return "";
  const plain = PLAIN.test(text);
  let folded = text;
  if (plain) folded = folded.toLowerCase();
  else {
    folded = folded
      .replace(UNSEEN, "")
      .normalize("NFKC")
      .toLowerCase()
      .normalize("NFD")
      .replace(MARKS, "")
      .normalize("NFC");
    folded = folded.replace(ODDS, (sign) => ODD[sign]).replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 15));
  }
  if (/['’ʼ`‘]/.test(folded)) {
    folded = folded.replace(/(^|[^a-z])([a-z]|qu)['’ʼ`‘]/g, "$1$2 ").replace(/['’ʼ`‘]/g, "");
  }
  if (plain) return folded.replace(/[^a-z0-9]+/g, " ").trim();
  folded = folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ");
  if (HAS_RUN.test(folded)) {
    folded = folded.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96));
    folded = simplify(folded).replace(APART, "$1").replace(BEFORE, "$1 ").replace(AFTER, "$1 ");
  }
  return folded.trim();
}

/** The terms of a folded text. Chinese, Japanese and Thai have no spaces: overlapping pairs, and the last character,
    which a pair would miss. */
export function terms(folded: string, asked = false): string[] {
  const out: string[] = [];
  for (const word of folded.split(" ")) {
    if (!word) continue;
    if (!isRun(word)) {
      out.push(word);
      continue;
    }
    const characters = Array.from(word);
    for (let i = 0; i + 1 < characters.length; i++) out.push(characters[i] + characters[i + 1]);
    if (!asked || characters.length === 1) out.push(characters[characters.length - 1]);
  }
  return out;
}

/** A question in words, as texts are folded. */
export interface Asked {
  words: string[];
  whole: string;
  /** How each word begins: enough to see whether a title is worth folding. */
  starts: string[];
}

export function ask(query: string): Asked {
  const words = query
    .trim()
    .split(/\s+/)
    .flatMap((piece) => fold(piece).split(" "))
    .filter(Boolean)
    .slice(0, 12);
  return {
    words,
    whole: fold(query),
    starts: words.map((word) => (isRun(word) ? Array.from(word)[0] : word.slice(0, 2))),
  };
}
