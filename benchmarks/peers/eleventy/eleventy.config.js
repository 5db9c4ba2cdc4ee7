export default function (config) {
  // Nothing but the one template is looked at.
  config.setTemplateFormats(["11ty.js"]);
  config.setUseGitIgnore(false);
}
