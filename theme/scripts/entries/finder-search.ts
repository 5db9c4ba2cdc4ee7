import { SearchDialog } from "../search/dialog.ts";
import { showcase } from "../showcase.ts";

let dialog: SearchDialog | null = null;
showcase.openSearch = (text) => {
  if (!showcase.finder) return;
  dialog ??= new SearchDialog(showcase.finder);
  dialog.open(text);
};
