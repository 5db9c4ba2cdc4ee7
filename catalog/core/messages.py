"""The sentences of every rule, English and Simplified Chinese side by side.

To add a rule: add its entry here, raise it where it is checked, and add a folder
``tests/fixtures/bad/<code>/``. Tests hold that both languages are there with the same
placeholders, and that each code has its folder.

``helps`` has the remedies: "" is the plain one, other keys are for a special case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Pair = tuple[str, str]


class Bilingual(NamedTuple):
    """A parameter of a message that is said differently in each language."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Message:
    """A rule's severity, its usual effect, its sentence and its remedies."""

    severity: Literal["error", "warning"]
    effect: Literal["build", "withheld", "record", "field", "entry", "none"]
    sentence: Pair
    helps: dict[str, Pair] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The sentence in ``zh-Hans`` or, for every other tag, English."""
        return self.sentence[language.startswith("zh")]

    def help(self, hint: str, language: str) -> str:
        """The remedy of that name, the plain one, or ""."""
        pair = self.helps.get(hint) or self.helps.get("", ("", ""))
        return pair[language.startswith("zh")]


def _file(en: str, zh: str, help_en: str, help_zh: str, **more: Pair) -> Message:
    return Message("error", "record", (en, zh), {"": (help_en, help_zh), **more})


def _field(en: str, zh: str, help_en: str, help_zh: str, **more: Pair) -> Message:
    return Message("error", "field", (en, zh), {"": (help_en, help_zh), **more})


def _entry(en: str, zh: str, help_en: str, help_zh: str, **more: Pair) -> Message:
    return Message("error", "entry", (en, zh), {"": (help_en, help_zh), **more})


def _guard(en: str, zh: str, help_en: str, help_zh: str, **more: Pair) -> Message:
    return Message("error", "withheld", (en, zh), {"": (help_en, help_zh), **more})


def _warning(en: str, zh: str, help_en: str, help_zh: str, **more: Pair) -> Message:
    return Message("warning", "none", (en, zh), {"": (help_en, help_zh), **more})


_WRITE: Pair = ("write  {fix}", "请写成  {fix}")
_LABEL: Pair = ("use  {near}", "请写  {near}")
_LABELS: Pair = (
    "it may mean one of these, write which:  {near}",
    "可能是以下之一，请写明：  {near}",
)
_DID_YOU_MEAN: Pair = ("did you mean '{near}'?", "是不是想写“{near}”？")

# Names of types, used as "@name" in a message's parameters.
WORDS: dict[str, Pair] = {
    "text": ("text", "文字"),
    "texts": ("text, or one text a language", "文字，或每种语言一段文字"),
    "list": ("a list", "列表"),
    "mapping": ("a group of “key: value” lines", "一组“键: 值”"),
    "integer": ("a whole number", "整数"),
    "number": ("a number", "数字"),
    "boolean": ("true or false", " true 或 false"),
    "date": ("a date", "日期"),
    "image": ("a picture's path", "图片路径"),
    "relation": ("either “work” or “title”", "“work”或“title”二者之一"),
    "provider": ("either “company” or “provider”", "“company”或“provider”二者之一"),
    "page-time": ("it takes too long", "耗时过长"),
    "page-memory": ("it takes too much memory", "占用内存过多"),
    "page-depth": ("something is nested too deeply from here on", "从这里起嵌套过深"),
    "page-size": ("it becomes too large", "转换后的页面过大"),
    "page-engine": ("the Markdown from here on cannot be read", "从这里起的 Markdown 无法解析"),
    # Why a file or folder is not read.
    "missing": ("there is no such file", "没有这个文件"),
    "outside": ("it lies outside the folder that it belongs to", "它不在所属的文件夹内"),
    "link": ("it is a link, or lies behind one", "它是链接，或要经过链接"),
    "folder": ("it is a folder", "它是文件夹"),
    "no-folder": ("it is not a folder", "它不是文件夹"),
    "device": ("it is a pipe or a device, not a file", "它是管道或设备，不是文件"),
    "too-long": (
        "no file can have such a long name; at most 255 bytes",
        "名称太长，文件名最多 255 字节",
    ),
    "too-deep": ("it lies in too many folders", "文件夹层数太多"),
    "no-permission": ("no permission to read it", "没有读取权限"),
}

MESSAGES: dict[str, Message] = {
    # ---- the file -------------------------------------------------------------------
    "not-utf8": _file(
        "the file is not UTF-8 text",
        "文件不是 UTF-8 编码",
        "save it as UTF-8 in your editor (“Save with encoding”)",
        "请在编辑器里用“另存为 / 编码：UTF-8”重新保存",
        document=(
            "it is a document of Word, WPS or the like: write the record in a plain-text editor, "
            "for example Notepad, and save it as UTF-8",
            "这是 Word、WPS 之类的文档：请用纯文本编辑器（如记事本）填写，并保存为 UTF-8",
        ),
        gbk=(
            "it looks like GBK. Save it as UTF-8 in your editor, or run in the content folder:  "
            "iconv -f GB18030 -t UTF-8 {path} > new.yml && mv new.yml {path}",
            "看起来是 GBK 编码。请在编辑器里另存为 UTF-8，或在内容文件夹中运行：  "
            "iconv -f GB18030 -t UTF-8 {path} > new.yml && mv new.yml {path}",
        ),
        utf16=(
            "it looks like UTF-16. Save it as UTF-8 in your editor, or run in the content folder:"
            "  iconv -f UTF-16 -t UTF-8 {path} > new.yml && mv new.yml {path}",
            "看起来是 UTF-16 编码。请在编辑器里另存为 UTF-8，或在内容文件夹中运行：  "
            "iconv -f UTF-16 -t UTF-8 {path} > new.yml && mv new.yml {path}",
        ),
    ),
    "file-too-large": _file(
        "the file has {size} KiB; at most {limit} KiB are read",
        "文件有 {size} KiB，最多读取 {limit} KiB",
        "a record is text; move pictures and attachments to files of their own",
        "记录文件只写文字；图片和附件请另存为单独的文件",
    ),
    "unreadable-file": _file(
        "this cannot be read: {reason}",
        "无法读取：{reason}",
        "make it an ordinary file that you may read, not a link or a folder",
        "请确认它是有读取权限的普通文件，而不是链接或文件夹",
        folder=(
            "make it an ordinary folder that you may read; links are not followed",
            "请改成有读取权限的普通文件夹；链接所指的内容不会被读取",
        ),
        site=(
            "it stands at the top of the content folder; is this the right folder?",
            "它应在内容文件夹的最上层；请确认文件夹是否正确",
        ),
    ),
    "empty-file": _file(
        "the file has no content",
        "文件是空的",
        "`python build.py new` writes one with every field explained",
        "运行 `python build.py new` 可生成带说明的模板",
    ),
    "too-many-problems": _file(
        "there are more than {limit} problems in this file; the rest is not told",
        "本文件的问题超过 {limit} 个，其余不再列出",
        "mend the first ones: one slip often causes the others",
        "请先改正前面的问题，后面的往往由此引起",
    ),
    "too-deep": _file(
        "lists and groups are nested more than {limit} deep",
        "嵌套超过 {limit} 层",
        "no field needs this; look for brackets that are never closed",
        "没有字段需要这么多层；请检查是否有未闭合的括号",
    ),
    "tab-indentation": _file(
        "this line is indented with a tab",
        "这一行用制表符（Tab）缩进",
        "indent with spaces, two for each level",
        "请用空格缩进，每层两个空格",
    ),
    "yaml-anchor": _file(
        "anchors (&name) and aliases (*name) are not used here",
        "不支持锚点（&name）和别名（*name）",
        "write the value out; if it is text that begins with & or *, put it in quotes",
        "请直接写出内容；若文字以 & 或 * 开头，请加引号",
    ),
    "yaml-tag": _file(
        "tags (!name) are not used here",
        "不支持标签（!name）",
        "leave it out; if it is text that begins with !, put it in quotes",
        "请删去；若文字以 ! 开头，请加引号",
    ),
    "several-documents": _file(
        "the file holds more than one document",
        "文件里有多个文档",
        "one record a file: remove the line “---” and what follows, or make it a file of its own",
        "一个文件一条记录：请删去“---”及其后的内容，或另存为一个文件",
    ),
    "duplicate-key": _field(
        "'{key}' was already written in line {first}",
        "“{key}”在第 {first} 行已经写过",
        "keep one of the two; the items of two lists belong under one",
        "两处请只保留一处；若都是列表，请合到一处",
        bullet=(
            "begin each item of a list with a hyphen and a space:  {fix}",
            "列表的每一项请以半角短横加一个空格开头：  {fix}",
        ),
    ),
    "wrong-root": _file(
        "the file should hold {expected}",
        "文件内容应当是{expected}",
        "begin a line with a field's name, a colon and a space, for example:  title: …",
        "每行以字段名、半角冒号和空格开头，例如：  title: …",
        list=(
            "begin each entry with a hyphen and a space:  - hall: …",
            "每一项以短横和空格开头：  - hall: …",
        ),
        vocabulary=(
            "write a term, a colon and its name:  palace: {{zh-Hans: 宫廷, en: Palace}}",
            "请写成“词条: 名称”：  palace: {{zh-Hans: 宫廷, en: Palace}}",
        ),
    ),
    "bad-key": _file(
        "a field's name must be plain text",
        "字段名必须是普通文字",
        "write it as  name: value",
        "请写成  name: value",
    ),
    "full-width-colon": _file(
        "a full-width colon “：” stands where YAML needs its own “: ”",
        "这里用了全角冒号“：”，YAML 需要半角冒号加空格“: ”",
        "write  {fix}",
        "请写成  {fix}",
    ),
    "missing-space": _file(
        "there is no space after the colon, so YAML does not see a field here",
        "冒号后面缺少空格，YAML 认不出这个字段",
        "write  {fix}",
        "请写成  {fix}",
    ),
    "full-width-space": _file(
        "the line is indented with spaces of another kind: full-width or non-breaking",
        "这一行用全角空格或不间断空格缩进",
        "indent with ordinary spaces, two for each level",
        "请用半角空格缩进，每层两个空格",
    ),
    "full-width-quotes": Message(
        "error",
        "field",
        (
            "full-width quotes and brackets mean nothing to YAML; they would be printed",
            "全角引号和括号在 YAML 里不起作用，会原样显示",
        ),
        {"": ("write  {fix}", "请写成  {fix}")},
    ),
    "needs-quotes": _file(
        "this value contains “: ”, so YAML takes it for another field",
        "值里含有“: ”，YAML 会把它当成另一个字段",
        "put it in quotes:  {fix}",
        "请加引号：  {fix}",
    ),
    "yaml-syntax": _file(
        "YAML cannot read this line: {reason}",
        "YAML 无法读取这一行：{reason}",
        "compare it with the line above; quotes and brackets must be closed, "
        "and a colon or hyphen needs a space after it",
        "请与上一行对照：引号和括号要成对，冒号和短横后面要有空格",
        unclosed=(
            "write the same quote once more at the end of the text",
            "请在文字末尾补上同样的引号",
        ),
        fix=_WRITE,
        comment=(
            "take away the “# ” before  {fix}  in line {above}, too",
            "请把第 {above} 行  {fix}  前面的“# ”也去掉",
        ),
        colon=(
            "put a colon and a space after the field's name:  title: …",
            "请在字段名后面加半角冒号和空格：  title: …",
        ),
        bracket=(
            "close the bracket at the end of the list, and put a comma between two items",
            "请在列表末尾补上括号，每两项之间用半角逗号隔开",
        ),
        indent=(
            "indent it with spaces exactly as the lines beside it that belong together",
            "缩进（用空格）要与同一组的相邻各行完全一致",
        ),
        block=(
            "begin this line and those of the text after it with {spaces} spaces",
            "请让这一行和后面的正文各行都以 {spaces} 个空格开头",
        ),
        apostrophe=(
            "put the whole text in the other kind of quotes, or write the inner quote twice ('')",
            "请改用另一种引号括起全文，或把里面的单引号写两次（''）",
        ),
        dash=(
            "begin the list on a line of its own, or write it as  [one, two]",
            "列表请另起一行，或写成  [甲, 乙]",
        ),
        quotes=("put the whole value in quotes", "请给整个值加引号"),
        control=(
            "it is not a text file: write the record in a plain-text editor and save it as UTF-8",
            "这不是文本文件：请用纯文本编辑器填写，并保存为 UTF-8",
        ),
        escape=(
            "use single quotes instead, or write it twice (\\\\)",
            "请改用单引号，或写两次（\\\\）",
        ),
    ),
    "hidden-comment": _warning(
        "“ #” begins a comment: YAML drops the rest of the line, “{rest}”",
        "“ #”之后是注释，YAML 会丢掉本行余下的“{rest}”",
        "if it belongs to the text, put the whole value in quotes",
        "如果它属于正文，请给整个值加引号",
    ),
    "hidden-character": _warning(
        "there are characters here that nobody sees: {names}",
        "这里有看不见的字符：{names}",
        "the text is read without them; delete them, they often come along when text is copied",
        "读取时已略去；请删去，它们常在复制文字时带来",
    ),
    "stacked-marks": _warning(
        "a letter carries more accents than any script has",
        "一个字母上叠加的附加符号过多",
        "at most {limit} of them are shown; delete the others",
        "最多显示 {limit} 个；请删去多余的",
    ),
    "list-as-text": _field(
        "a list is meant here, but it is written as one text",
        "这里应当是列表，却写成了一段文字",
        "write  {fix}",
        "请写成  {fix}",
    ),
    "bad-name": _file(
        "the name '{name}' cannot be part of an address",
        "名称“{name}”不能用作网址",
        "use small letters a–z, digits and single hyphens, at most 64 characters, "
        "for example  {fix}",
        "只用小写字母、数字和单个短横，最多 64 个字符，例如  {fix}",
        windows=(
            "Windows keeps this name for a device; use another one, for example  {fix}",
            "Windows 把这个名称留给设备使用，请换一个，例如  {fix}",
        ),
    ),
    "reserved-name": _entry(
        "a page may not be called '{name}': that address belongs to the catalogue itself",
        "页面不能命名为“{name}”：该网址由目录本身使用",
        "rename the file, for example  {fix}.md",
        "请改名，例如  {fix}.md",
    ),
    "open-front-matter": _entry(
        "the page begins with fields, but no line of three hyphens ends them",
        "页面开头的字段没有用一行“---”结束",
        "write a line  ---  below the last field; the text begins below it",
        "请在最后一个字段下面加一行  ---  ，正文写在它的下面",
    ),
    "broken-page": _entry(
        "the page cannot be converted: {reason}",
        "页面无法转换：{reason}",
        "leave out what is repeated or nested so often, or make several pages of it",
        "请删去重复或嵌套过多的部分，或拆成几个页面",
        engine=(
            "write a  <  that begins no HTML as  &lt;  and correct the addresses of links",
            "不作 HTML 用的  <  请写成  &lt;  ，并检查链接的网址",
        ),
    ),
    "dead-link": _warning(
        "the link '{link}' leads nowhere",
        "链接“{link}”没有指向任何内容",
        "there is no such page or file: name a page as  visit.md, a catalogue page as  ../works/",
        "没有这个页面或文件：链接页面请写  visit.md，链接目录页请写  ../works/",
        near=_DID_YOU_MEAN,
        absolute=(
            "it begins at the top of the web server, where the catalogue may not lie: "
            "name a page as  visit.md, a catalogue page as  ../works/",
            "它从网站根目录开始，而目录不一定放在那里：链接页面请写  visit.md，"
            "链接目录页请写  ../works/",
        ),
        anchor=(
            "there is no such place on that page: write the place's heading in small letters, "
            "with hyphens for spaces",
            "该页面没有这个位置：请写标题的小写形式，空格改为短横",
        ),
    ),
    "unknown-file": Message(
        "warning",
        "none",
        (
            "no record is expected at this place; the file is not read",
            "此处不应有记录文件，该文件未被读取",
        ),
        {
            "": (
                "companies/<company>/company.yml, companies/<company>/works/<work>.yml, "
                "families/<family>.yml, services/<service>.yml, "
                "editions/<edition>/edition.yml, stands.yml, programme.yml",
                "companies/<公司>/company.yml、companies/<公司>/works/<作品>.yml、"
                "families/<家族>.yml、services/<服务>.yml、"
                "editions/<届次>/edition.yml、stands.yml、programme.yml",
            ),
            "link": (
                "links are not followed; put here what it leads to",
                "链接所指的内容不会被读取；请把内容本身放在这里",
            ),
            "taken": (
                "{fix} is read instead; move there what it lacks, and delete this file",
                "读取的是 {fix}；请把其中缺少的内容移过去，并删除本文件",
            ),
            "vocabulary": ("vocabularies/ has only: {known}", "vocabularies/ 下只有：{known}"),
            "vocabulary-near": ("did you mean '{near}.yml'?", "是不是想写“{near}.yml”？"),
        },
    ),
    "misplaced-file": _file(
        "this looks like a record, but none is read from this place",
        "这像是一条记录，但此处的文件不会被读取",
        "a company is  companies/<company>/company.yml , a work is  "
        "companies/<company>/works/<work>.yml",
        "公司写在  companies/<公司>/company.yml ，作品写在  companies/<公司>/works/<作品>.yml",
        place=("it belongs here:  {fix}", "请移到或改名为：  {fix}"),
        yaml=("rename it to end in .yml:  {fix}", "请改名，以 .yml 结尾：  {fix}"),
        document=(
            "a record is a text file written in YAML; save it as  {fix}",
            "记录是用 YAML 写的文本文件，请存为  {fix}",
        ),
    ),
    "misplaced-page": _entry(
        "this looks like a page, but none is read from this place",
        "这像是一个页面，但此处的文件不会被读取",
        "pages are  editions/<edition>/pages/<language>/<name>.md , for example  {fix}",
        "页面写在  editions/<届次>/pages/<语言>/<名称>.md ，例如  {fix}",
        language=(
            "'{folder}' is not a language tag; name the folder like  zh-Hans  or  en",
            "“{folder}”不是语言代码；文件夹请命名为  zh-Hans 、 en  之类",
        ),
    ),
    "no-company-file": _file(
        "the folder has works but no company.yml",
        "文件夹里有作品，但没有 company.yml",
        "add it:  python build.py new company {company}",
        "请补上：  python build.py new company {company}",
    ),
    # ---- a field --------------------------------------------------------------------
    "unknown-key": _field(
        "there is no field '{key}' here",
        "这里没有“{key}”这个字段",
        "known here: {known}",
        "可用的字段：{known}",
        near=_DID_YOU_MEAN,
    ),
    "withheld-name": _guard(
        "'{key}' may be meant for '{near}', which decides what is not published",
        "“{key}”可能想写“{near}”，而它决定哪些内容不公开",
        "write  {near}: …  if that is meant; otherwise delete the line",
        "如果是这个意思，请写  {near}: …；否则请删去这一行",
        opposite=(
            "write  draft: true  to keep it off the site; otherwise delete the line",
            "若不想公开，请写  draft: true；否则请删去这一行",
        ),
    ),
    "withheld-place": _guard(
        "'{key}' has no effect here; where it belongs, '{near}' decides what is not published",
        "“{key}”写在这里不起作用；写在该写的地方，“{near}”决定哪些内容不公开",
        "move it to the group of fields where it belongs, or delete the line",
        "请移到它所属的那一组字段里，或删去这一行",
    ),
    "withheld-blank": _guard(
        "'{key}' has no value, and it decides what is not published",
        "“{key}”没有值，而它决定哪些内容不公开",
        "write its value, or delete the line",
        "请写上它的值，或删去这一行",
    ),
    "withheld-text": _guard(
        "this line of a text looks like the field '{near}', which decides what is not published",
        "文字中的这一行像是字段“{near}”，而它决定哪些内容不公开",
        "write it as a field, indented like the fields around it, with a colon and a space; "
        "if it belongs to the text, word it differently",
        "请写成字段：缩进与其他字段一致，用半角冒号加空格；如果它属于正文，请换一种写法",
    ),
    "draft-edition": Message(
        "error",
        "build",
        (
            "this file is a draft, and the whole site hangs on it",
            "这个文件是草稿（draft: true），而整个网站都依赖它",
        ),
        {
            "": (
                "write  draft: false  or delete the line when it may be published",
                "可以发布时，请写  draft: false  或删去这一行",
            )
        },
    ),
    "cut-by-comma": _field(
        "within {{ }} a comma ends a text, so “{rest}” is cut off from it",
        "在 {{ }} 里，逗号会结束一段文字，“{rest}”被截断了",
        "put the text in quotes:  {fix}",
        "请给文字加引号：  {fix}",
    ),
    "missing-field": Message(
        "error",
        "record",
        ("'{key}' is missing", "缺少“{key}”"),
        {
            "": ("add a line  {key}: …", "请加一行  {key}: …"),
            "blank": ("write it after the colon, or below it", "请在冒号之后或下一行填写"),
            "brackets": (
                "write it within the brackets:  {key}: [one, two]",
                "请写在方括号里：  {key}: [甲, 乙]",
            ),
        },
    ),
    "wrong-type": _field(
        "this should be {expected}",
        "这里应当是{expected}",
        "write one plain text after the colon",
        "请在冒号后面写一段普通文字",
        texts=(
            "write one text after the colon, or below it one line a language:  en: …",
            "请在冒号后面写一段文字，或在下面每种语言写一行：  en: …",
        ),
        list=(
            "write  [one, two]  after the colon, or below it one line each:  - one",
            "请在冒号后面写  [甲, 乙]，或在下面每项写一行：  - 甲",
        ),
        mapping=(
            "write one “key: value” line each, indented by two spaces, or  {{key: value}}",
            "请每行写一个“键: 值”并缩进两个空格，或写成  {{键: 值}}",
        ),
        group=_WRITE,
        fields=(
            "below it write one line each, indented by two spaces, of:  {known}",
            "请在下一行起缩进两个空格，每行写一个字段，可用的有：  {known}",
        ),
        integer=("write digits only, for example 120000", "请只写数字，例如 120000"),
        fix=_WRITE,
        items=(
            "begin the first line of each with a hyphen and a space:  - {key}: …",
            "每一组的第一行以短横和空格开头：  - {key}: …",
        ),
        number=("write a number, for example 30.25", "请写数字，例如 30.25"),
        boolean=("write  true  or  false", "请写  true  或  false"),
        image=(
            "write a path such as  images/cover.jpg,  or  image: images/cover.jpg  and  alt: …  "
            "below it",
            "请写路径，如  images/cover.jpg，或在下面写  image: images/cover.jpg  和  alt: …",
        ),
        date=("write 2024, 2024-08 or 2024-08-20", "请写 2024、2024-08 或 2024-08-20"),
        relation=(
            "write  work: <company>/<work>,  or  title: …  for what is not in the catalogue",
            "目录内的作品写  work: <公司>/<作品>，目录外的写  title: …",
        ),
        provider=(
            "write  company: <its folder>  for a company of the catalogue, else  provider: …",
            "目录内的公司写  company: <文件夹名>，否则写  provider: …",
        ),
    ),
    "unknown-value": _field(
        "'{value}' is not in the list of {vocabulary}",
        "“{value}”不在“{vocabulary}”的词表中",
        "one of: {known}",
        "可选：{known}",
        near=_DID_YOU_MEAN,
        label=_LABEL,
        labels=_LABELS,
    ),
    "bad-language": _field(
        "'{value}' is not the tag of a known language",
        "“{value}”不是已知的语言代码",
        "write it like zh-Hans, en, ja or pt-BR (BCP 47)",
        "请写成 zh-Hans、en、ja 或 pt-BR 这样的代码（BCP 47）",
        near=_DID_YOU_MEAN,
        label=_LABEL,
        labels=_LABELS,
        each=("write each as an item of its own:  {near}", "请分开，每种语言写一项：  {near}"),
        several=(
            "write which languages, each as an item of its own, for example  [zh-Hans, en]",
            "请写明是哪些语言，每种写一项，例如  [zh-Hans, en]",
        ),
        unnamed=(
            "it is a language, but none that pages have a name for: "
            "write the wider one that it belongs to, for example zh-Hans or ar",
            "确有这种语言，但页面上没有它的名称：请写它所属的较大语种，例如 zh-Hans、ar",
        ),
        unstated=(
            "write which language it is, or leave it out: what is left out is not stated",
            "请写明是哪种语言；不清楚就不要写，不写即视为未说明",
        ),
    ),
    "bad-country": _field(
        "'{value}' is not a country code",
        "“{value}”不是国家或地区代码",
        "write two capital letters (ISO 3166-1), for example CN, FR, JP",
        "请写两个大写字母（ISO 3166-1），例如 CN、FR、JP",
        label=_LABEL,
    ),
    "bad-territory": _field(
        "'{value}' is neither a country code nor a known set of countries",
        "“{value}”既不是国家代码，也不是已知的地区",
        "countries as FR or JP; sets: {known}",
        "国家写 FR、JP 等；地区可写：{known}",
        near=_DID_YOU_MEAN,
        label=_LABEL,
        some=(
            "write the sets and countries that you mean, for example  {near}",
            "请逐个写出所指的地区和国家，例如  {near}",
        ),
        **{
            "except": (
                "write  territories: [{near}]  and below it  except: [{less}]",
                "请写  territories: [{near}]，并在下一行写  except: [{less}]",
            )
        },
    ),
    "bad-date": _field(
        "'{value}' is not a date",
        "“{value}”不是有效日期",
        "write 2024, 2024-08 or 2024-08-20, as exactly as it is known",
        "请写 2024、2024-08 或 2024-08-20，知道多少写多少",
        day=("write the whole date, for example 2026-03-15", "请写完整日期，例如 2026-03-15"),
        fix=_WRITE,
    ),
    "bad-time": _field(
        "'{value}' is not a date and time",
        "“{value}”不是有效的日期和时间",
        "write the local time of the venue:  2026-11-26 14:30",
        "请写会场当地时间：  2026-11-26 14:30",
        fix=_WRITE,
    ),
    "bad-timezone": _field(
        "'{value}' is not a time zone",
        "“{value}”不是时区名称",
        "write it as Area/City, for example Asia/Shanghai",
        "请写成“洲/城市”，例如 Asia/Shanghai",
        label=_LABEL,
    ),
    "text-too-long": _field(
        "the text has {count} characters; at most {limit} are shown",
        "文字有 {count} 个字符，最多显示 {limit} 个",
        "shorten it; until then it is shown cut",
        "请缩短；在此之前将截断显示",
    ),
    "bad-url": _field(
        "'{value}' is not a web address",
        "“{value}”不是网址",
        "write it whole, beginning with https://",
        "请写完整，以 https:// 开头",
        character=(
            "“{char}” cannot stand in an address; write  {fix}",
            "网址中不能写“{char}”；请写成  {fix}",
        ),
        site=(
            "the catalogue's address is a folder, without ?, #, .. and //; write  {fix}",
            "目录的网址是一个文件夹，不能有 ?、#、.. 和 //；请写成  {fix}",
        ),
        fix=_WRITE,
    ),
    "bad-email": _field(
        "'{value}' is not an e-mail address",
        "“{value}”不是电子邮箱",
        "write it like rights@example.com",
        "请写成 rights@example.com 的样子",
        fix=_WRITE,
    ),
    "bad-isbn": _field(
        "'{value}' is not an ISBN",
        "“{value}”不是有效的 ISBN",
        "a digit is wrong: with the others, the last would be {digit}. "
        "Compare it with the copyright page",
        "有数字写错：按其余数字，末位应为 {digit}。请与版权页核对",
        length=(
            "an ISBN has 13 digits (or 10); hyphens may stay",
            "ISBN 为 13 位（或 10 位）数字，可带短横",
        ),
    ),
    "bad-value": _field(
        "'{value}' cannot stand here",
        "“{value}”不能写在这里",
        "{reason}",
        "{reason}",
    ),
    "no-own-title": Message(
        "error",
        "record",
        (
            "'{key}' has nothing in {language}, the record's own language",
            "“{key}”没有本记录语言（{language}）的文字",
        ),
        {
            "": (
                "add a line  {language}: …  under it, or set  lang:  to the language you write in",
                "请在其下加一行  {language}: …，或用  lang:  写明你使用的语言",
            )
        },
    ),
    "no-source-title": _warning(
        "'{key}' has nothing in {language}, the language the site is written in",
        "“{key}”没有网站源语言（{language}）的文字",
        "add it, so that translators have a text to start from",
        "请补上，便于翻译人员以此为底稿",
    ),
    # ---- references -----------------------------------------------------------------
    "unknown-company": _field(
        "there is no company '{value}'",
        "没有公司“{value}”",
        "companies are the folders of companies/",
        "公司即 companies/ 下的文件夹名",
        near=_DID_YOU_MEAN,
    ),
    "unknown-work": _field(
        "there is no work '{value}'",
        "没有作品“{value}”",
        "write <company>/<work>, or the file's name alone for a work of the same company",
        "请写 <公司>/<作品>；同一公司的作品可只写文件名",
        near=_DID_YOU_MEAN,
    ),
    "unknown-family": _field(
        "there is no family '{value}'",
        "没有 IP 家族“{value}”",
        "families are the files of families/",
        "IP 家族即 families/ 下的文件名",
        near=_DID_YOU_MEAN,
    ),
    "unknown-hall": _entry(
        "there is no hall '{value}' in this edition{stands}",
        "本届没有展馆“{value}”{stands}",
        "halls are listed in edition.yml: {known}",
        "展馆列在 edition.yml 中：{known}",
        none=(
            "edition.yml has no usable hall yet; list it there under  halls:",
            "edition.yml 中还没有可用的展馆；请先在  halls:  下列出",
        ),
        near=_DID_YOU_MEAN,
    ),
    "unknown-edition": Message(
        "error",
        "build",
        ("there is no edition '{value}'", "没有“{value}”这一届"),
        {
            "": ("editions: {known}", "已有：{known}"),
            "near": _DID_YOU_MEAN,
        },
    ),
    "unknown-previous": _field(
        "there is no edition '{value}'",
        "没有“{value}”这一届",
        "editions are the folders of editions/",
        "届次即 editions/ 下的文件夹名",
        near=_DID_YOU_MEAN,
    ),
    "former-id": _warning(
        "'{value}' is a former id",
        "“{value}”是以前的 id",
        "write the new id  {fix}",
        "请写现在的 id  {fix}",
    ),
    "taken-alias": _field(
        "'{value}' is already the address of {other}",
        "“{value}”已经是 {other} 的地址",
        "an alias is a former id that nothing else uses",
        "别名只能是已不再使用的旧地址",
    ),
    "image-missing": _field(
        "there is no picture '{file}'",
        "找不到图片“{file}”",
        "the path counts from this file's folder; capitals matter",
        "路径从本文件所在文件夹算起，区分大小写",
        near=_DID_YOU_MEAN,
        long=(
            "no file can have such a long name; write the name of a file in your folder",
            "文件名不可能这么长，请写自己文件夹内的文件名",
        ),
    ),
    "image-unreadable": _field(
        "the picture '{file}' cannot be read: {reason}",
        "图片“{file}”无法读取，可能已损坏（{reason}）",
        "open it in an image editor and save it again as JPEG or PNG",
        "请用图片软件打开并另存为 JPEG 或 PNG",
        permission=(
            "allow everybody to read the file and the folder that it lies in",
            "请允许所有人读取该文件及其所在的文件夹",
        ),
    ),
    "image-too-large": _field(
        "the picture '{file}' is too large: {size}; at most {limit}",
        "图片“{file}”太大：{size}，上限 {limit}",
        "scale it down; 2400 pixels on the long side are plenty",
        "请缩小尺寸；长边 2400 像素已足够",
        drawing=(
            "export it as PNG, or simplify the drawing: fewer shapes, and fewer with opacity, "
            "masks or gradients",
            "请导出为 PNG，或简化图形：减少图形数量，少用透明度、蒙版和渐变",
        ),
    ),
    "image-outside": _field(
        "the picture '{file}' is not a file in your own folder",
        "图片“{file}”不是你自己文件夹内的文件",
        "put a copy into your folder and write a path without “..”",
        "请把图片复制到自己的文件夹，路径中不要写“..”",
        link=(
            "a link leads to it, and links are not followed; put the picture itself there",
            "它要经过链接，而链接不会被读取；请把图片本身放在那里",
        ),
        address=(
            "save the picture as a file in your folder and write the file's name",
            "请把图片存为自己文件夹内的文件，并写文件名",
        ),
    ),
    "image-format": _field(
        "'{file}' is not a picture of an allowed kind ({found})",
        "“{file}”不是允许的图片格式（{found}）",
        "open it and save it as JPEG or PNG; allowed: JPEG, PNG, WebP, AVIF, GIF; SVG for logos",
        "请打开并另存为 JPEG 或 PNG；允许：JPEG、PNG、WebP、AVIF、GIF；徽标可用 SVG",
    ),
    # ---- across records -------------------------------------------------------------
    "relation-cycle": _field(
        "'{type}' runs in a circle: {chain}",
        "“{type}”关系成环：{chain}",
        "turn one of them round, or remove it",
        "请把其中一条反过来写，或删去",
    ),
    "rights-conflict": _field(
        "{right} for {territory}{language} is both available and exclusively {status} "
        "(line {other})",
        "{right} 在 {territory}{language} 既写“available”又写独家“{status}”（第 {other} 行）",
        "both lines reach equally far: narrow one of them, or remove it",
        "两行范围相同：请缩小其中一行，或删去",
    ),
    "except-outside": _field(
        "{value} is excepted but not among the territories",
        "“{value}”写在 except 里，却不在 territories 之内",
        "remove it, or widen the territories",
        "请删去，或扩大 territories",
    ),
    "duplicate-stand": _entry(
        "stand {number} in hall {hall} was already given, in line {first}",
        "{hall} 馆的展位 {number} 在第 {first} 行已分配",
        "give each stand once; several companies may share one entry",
        "每个展位只写一次；多家公司可共用一项",
    ),
    "stand-not-on-plan": _entry(
        "the plan of hall {hall} has no stand {number}",
        "{hall} 馆的平面图上没有展位 {number}",
        "a stand's shape in {plan} carries its number as id",
        "在 {plan} 中，展位图形的 id 即其编号",
        near=_DID_YOU_MEAN,
    ),
    "bad-plan": _field(
        "the plan '{file}' cannot be used: {reason}",
        "平面图“{file}”无法使用：{reason}",
        "save it as plain SVG without scripts or linked files",
        "请存为不含脚本和外部文件的普通 SVG",
        missing=(
            "the path counts from edition.yml's folder; leave  plan:  out if there is none",
            "路径从 edition.yml 所在文件夹算起；没有平面图请删去  plan:",
        ),
        file=(
            "put the drawing itself there, as an ordinary file that you may read",
            "请把图形文件本身放在那里，须是有读取权限的普通文件",
        ),
        heavy=(
            "simplify the drawing: leave out what is not a stand, a wall or a label",
            "请简化图形：只保留展位、墙体和文字",
        ),
    ),
    "event-outside-edition": _warning(
        "'{title}' ({from_} to {until}) is not within the days of the edition, {first} to {last}",
        "“{title}”（{from_} 至 {until}）不在本届日期之内（{first} 至 {last}）",
        "correct its date; look at the year and the month, too",
        "请更正日期，也请核对年份和月份",
        long=(
            "it is longer than a day: correct the end, or write one event for each day",
            "活动超过一天：请更正结束时间，或每天写一个活动",
        ),
    ),
    "duplicate-event-id": _field(
        "the id '{id}' was already given to the event in line {first}",
        "id“{id}”已用于第 {first} 行的活动",
        "give each event an id of its own, for example  {id}-2",
        "请给每个活动写不同的 id，例如  {id}-2",
    ),
    "event-needs-id": _warning(
        "the event in line {first} has the same title '{title}', and neither has an id",
        "第 {first} 行的活动标题同为“{title}”，且都没有 id",
        "add a line such as  id: morning  to each; then calendars and links know each of them "
        "also after a change",
        "请各加一行，例如  id: morning ；这样修改之后，日历和链接仍能认出各个活动",
    ),
    "events-overlap": _warning(
        "'{title}' overlaps '{other}' (line {line_other}) in the same place",
        "“{title}”与“{other}”（第 {line_other} 行）在同一地点时间重叠",
        "change the time or the place of one of them",
        "请调整其中一场的时间或地点",
    ),
    "end-before-start": _entry(
        "it ends ({end}) before it begins ({start})",
        "结束（{end}）早于开始（{start}）",
        "exchange the two, or correct one",
        "请对调或更正",
    ),
    "expired-rights": _warning(
        "these rights are available until {until}, which is past",
        "该权利标为可授权，但截止日期 {until} 已过",
        "change the date, or the status",
        "请更新日期或状态",
    ),
    "rights-end-before-fair": _warning(
        "these rights are available until {until}, before the fair begins ({start})",
        "该权利标为可授权，但截止日期 {until} 早于展会开始（{start}）",
        "change the date, or the status",
        "请更新日期或状态",
    ),
    "exhibitor-without-stand": _warning(
        "{company} takes part but has no stand",
        "{company} 参展但没有展位",
        "add it to stands.yml, or leave it as it is",
        "请在 stands.yml 中安排，或保持现状",
    ),
    "work-not-shown": _warning(
        "the work {work} is shown at no stand although its company has one",
        "公司有展位，但作品 {work} 没有在任何展位展示",
        "add it to these works, or leave  works:  out to show all of the company",
        "请把它加入此处的 works；不写 works 则展示公司全部作品",
    ),
    "adaptation-exists": _warning(
        "{right} is offered, but the catalogue already has {work} as {kind}",
        "仍在提供 {right}，但目录中已有改编作品 {work}（{kind}）",
        "change the status if the right has gone; keep it if another version is possible",
        "若权利已售请改状态；若仍可另行授权则保持不变",
    ),
    "fact-without-source": _warning(
        "the figure has no {missing}",
        "该数据没有{missing}",
        "say where it was published and when it was true",
        "请写明出处和数据日期",
    ),
    "no-title-for-rights": _warning(
        "rights for {language} are on offer, but there is no title in it",
        "提供 {language} 权利，但没有该语言的标题",
        "add a line  {language}: …  under  title:",
        "请在  title:  下加一行  {language}: …",
    ),
    "example-address": _warning(
        "'{value}' is an example's address: {host} is nobody's site",
        "“{value}”是示例网址：{host} 不是真实的网站",
        "write the real address, or leave the field out; it is printed, and stands in QR codes",
        "请写真实网址，或删去此字段；它会印出来，也会写进二维码",
        site=(
            "write where the catalogue will be published; each QR code leads there. "
            "If all is invented, add  demonstration: true",
            "请写目录将要发布的网址，所有二维码都指向它。如果内容全属虚构，请加一行  "
            "demonstration: true",
        ),
    ),
    "personal-contact": _warning(
        "'{value}' looks like a personal {what}, and it is public",
        "“{value}”像是个人{what}，而它是公开的",
        "use an office line or a role address, or set  public: false",
        "请改用办公电话或部门邮箱，或设  public: false",
        organizers=(
            "use an office line or a role address; every visitor can read it",
            "请改用办公电话或部门邮箱；所有访客都能看到",
        ),
    ),
}

WORDS |= {
    "mobile": ("mobile number", "手机号码"),
    "mailbox": ("e-mail address", "邮箱"),
    "source": ("source", "出处（source）"),
    "as_of": ("date (as_of)", "日期（as_of）"),
    "source-and-as_of": ("source and no date (as_of)", "出处（source）和日期（as_of）"),
}

# Reasons that other rooms give in English, for the Chinese messages: pattern → what to say.
REASONS: tuple[Pair, ...] = (
    (r"it cannot be decoded \((.*)\)", r"无法解码：\1"),
    (r"the file is cut off", "文件不完整"),
    (r"the file is empty", "文件是空的"),
    (r"the file ends inside its header", "文件头不完整"),
    (r"no permission to read it", "没有读取权限"),
    (r"the decoder crashed on it", "解码时出错"),
    (r"it says no size \(viewBox, or width and height\)", "没有写明尺寸（viewBox 或宽高）"),
    (r"its size is (.*) pixels", r"尺寸为 \1 像素"),
    (r"broken XML in line (\d+)", r"第 \1 行 XML 有误"),
    (r"no known picture format", "未知的图片格式"),
    (r"an SVG with (.*)", r"SVG 中含有 \1"),
    (r"not a file", "不是文件"),
    (r"a video", "视频"),
    (r"(\d+) pixels a side", r"边长 \1 像素"),
    (r"(\d+) megapixels", r"\1 百万像素"),
    (r"(?:more than )?(\d+) levels", r"\1 层"),
    (r"百万像素 of (JPEG|PNG|WEBP|AVIF|GIF)", r"百万像素（\1）"),
    (r"(\d+) scans", r"\1 次扫描"),
    (r"more than (\d+) seconds of work", r"处理超过 \1 秒"),
    (r"(\d+) seconds", r"\1 秒"),
    (r"more memory than there is for one picture", "所需内存过多"),
    (r"far more work", "绘制工作量过大"),
    (r"(\d+) million drawing steps", r"\1 百万步绘制"),
    (r"([\d.e+]+) bytes of shapes", r"图形数据 \1 字节"),
    (r"([\d.e+]+) shapes", r"\1 个图形"),
    (r"(\d+) tags", r"\1 个标签"),
    (r"(\d+) attributes on one tag", r"单个标签 \1 个属性"),
    (r"(\d+) styles on one tag", r"单个标签 \1 条样式"),
    (r"(\d+) attributes", r"\1 个属性"),
    (r"(\d+) characters of style", r"\1 个样式字符"),
    (r"it has thousands of notes before its picture", "图像之前的附加数据块过多"),
    (r"it has (\d+) elements; at most (\d+) elements", r"有 \1 个元素，上限 \2 个"),
    (r"it has (\d+) 个属性; at most (\d+) 个属性", r"有 \1 个属性，上限 \2 个"),
    (r"it is larger than (\d+) KiB", r"超过 \1 KiB"),
    (r"it is a picture of pixels, not an SVG drawing", "是像素图片，不是 SVG 图形"),
    (r"it is not UTF-8", "不是 UTF-8 编码"),
    (r"it declares a DOCTYPE or entities", "含有 DOCTYPE 或实体声明"),
    (r"it is not well-formed: (.*)", r"XML 不完整：\1"),
    (r"it is not an SVG drawing", "不是 SVG 图形"),
    (r"it has no viewBox", "缺少 viewBox"),
    (r"its viewBox is empty", "viewBox 是空的"),
    (r"it is nested more than (\d+) deep", r"嵌套超过 \1 层"),
)
