import { one } from "../dom.ts";
import { mountRights } from "../rights/page.ts";
import { showcase } from "../showcase.ts";

if (showcase.finder) mountRights(showcase.finder, one("[data-sc-rights]"));
