/* What the finder says: interface texts in the page's language, labels of values, numbers. */

import { escapeHtml, fill, type Values } from "../html.ts";
import type { LabelsSection } from "./sections.ts";

export class Words {
  readonly comma: string;
  private readonly labels: LabelsSection;
  private readonly plural: Intl.PluralRules;
  private readonly digits: Intl.NumberFormat;

  constructor(labels: LabelsSection, lang: string) {
    this.labels = labels;
    this.comma = labels.comma;
    this.plural = new Intl.PluralRules(lang);
    this.digits = new Intl.NumberFormat(`${lang}-u-nu-latn`);
  }

  say(key: string, values?: Values): string {
    return fill(this.labels.words[key], values);
  }

  number(n: number): string {
    return this.digits.format(n);
  }

  count(key: string, n: number, values: Values = {}): string {
    const forms = this.labels.plurals[key];
    return fill(forms[this.plural.select(n)] ?? forms.other, { ...values, number: this.number(n) });
  }

  /** A value's label; the value where it has none. */
  label(vocabulary: string, id: string): string {
    return this.labels.labels[vocabulary]?.[id] ?? id;
  }

  /** lang and dir of a text that is not in the page's language. */
  foreign(tag: string | undefined): string {
    if (!tag) return "";
    const dir = this.labels.marks[tag]?.[2] ?? "ltr";
    return ` lang="${escapeHtml(tag)}"${dir === document.documentElement.dir ? "" : ` dir="${dir}"`}`;
  }

  /** The small sign that a text is shown in another language for want of a translation. */
  mark(tag: string): string {
    const own = tag && this.labels.marks[tag];
    if (!own) return "";
    return ` <span class="sc-fb" title="${escapeHtml(own[1])}"><bdi lang="${escapeHtml(tag)}">${escapeHtml(own[0])}</bdi></span>`;
  }
}
