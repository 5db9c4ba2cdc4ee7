"""What visitors type, on a page of which language, and what they mean by it.

``(language, query, expected, place)``: what is expected is among the first ``place`` works, or for
``company:`` among the first companies. A folder's name alone stands for its work.
"""

PEONY = "huace/flourished-peony"
JOY = "new-classics-media/joy-of-life"
JOY_NOVEL = "china-literature/joy-of-life"
JOY_2 = "new-classics-media/joy-of-life-2"
NIRVANA = "daylight-entertainment/nirvana-in-fire"
NIRVANA_2 = "daylight-entertainment/nirvana-in-fire-2"
MINGLAN = "daylight-entertainment/story-of-minglan"
WUKONG = "game-science/black-myth-wukong"
WINDS = "netease-games/where-winds-meet"
NARAKA = "netease-games/naraka-bladepoint"
EGGY = "netease-games/eggy-party"
WESTWARD = "netease-games/fantasy-westward-journey"
SOUL = "sparkly-key/soul-land"
QIN = "sparkly-key/legend-of-qin"
STAR = "sparkly-key/swallowed-star"
AVATAR = "china-literature/the-kings-avatar"
AVATAR_SERIES = "tencent-video/the-kings-avatar-series"
MYSTERIES = "china-literature/lord-of-mysteries"
MEET = "huace/meet-yourself"
BALLAD = "huace/the-long-ballad"
BLOSSOM = "huace/in-the-name-of-blossom"
INTERPRETER = "huace/the-interpreter"
FUCHUN = "factory-gate-films/dwelling-in-the-fuchun-mountains"
CHANGAN = "light-chaser/changan"
WHITE_SNAKE = "light-chaser/white-snake"
GREEN_SNAKE = "light-chaser/green-snake"
WEST_LAKE = "zhejiang-media-group/west-lake"
ZHENG_HE = "zoland/zheng-he"
KINGDOMS = "electronic-soul/dream-three-kingdoms-2"

QUERIES: list[tuple[str, str, str, int]] = [
    # Chinese: whole, in part, from the middle, without punctuation, in traditional characters
    ("zh-Hans", "庆余年", JOY, 2),
    ("zh-Hans", "庆余年", JOY_NOVEL, 2),
    ("zh-Hans", "庆余", JOY, 3),
    ("zh-Hans", "余年", JOY, 3),
    ("zh-Hans", "庆", JOY, 3),
    ("zh-Hans", "庆余年第二季", JOY_2, 1),
    ("zh-Hans", "国色芳华", PEONY, 2),
    ("zh-Hans", "芳华", PEONY, 3),
    ("zh-Hans", "黑神话悟空", WUKONG, 1),
    ("zh-Hans", "黑神话：悟空", WUKONG, 1),
    ("zh-Hans", "悟空", WUKONG, 2),
    ("zh-Hans", "慶餘年", JOY, 3),
    ("zh-Hans", "國色芳華", PEONY, 2),
    ("zh-Hans", "瑯琊榜", NIRVANA, 4),
    ("zh-Hans", "绿肥红瘦", MINGLAN, 1),
    ("zh-Hans", "白蛇2", GREEN_SNAKE, 2),
    ("zh-Hans", "琅琊榜 风起长林", NIRVANA_2, 1),
    ("zh-Hans", "庆余言", JOY, 5),  # a wrong character
    # pinyin, whole and in initials, on any page
    ("zh-Hans", "qingyunian", JOY, 2),
    ("zh-Hans", "qyn", JOY, 2),
    ("en", "qingyunian", JOY, 2),
    ("en", "qyn", JOY_NOVEL, 2),
    ("en", "qing yu nian", JOY, 3),
    ("es", "langyabang", NIRVANA, 4),
    ("ar", "lyb", NIRVANA, 4),
    ("en", "guosefanghua", PEONY, 2),
    ("en", "GSFH", PEONY, 2),
    ("fr", "yanyunshiliusheng", WINDS, 1),
    ("ja", "heishenhua", WUKONG, 3),
    ("en", "douluodalu", SOUL, 2),
    ("en", "quanzhigaoshou", AVATAR, 4),
    ("en", "changgexing", BALLAD, 1),  # 行 is read xing here
    ("en", "xihu", WEST_LAKE, 1),
    # Latin scripts: accents, case, apostrophes, slips of a letter, words in any order
    ("en", "flourished peony", PEONY, 2),
    ("en", "peony", PEONY, 3),
    ("en", "FLOURISHED PEO", PEONY, 2),
    ("en", "flurished peony", PEONY, 3),
    ("en", "nirvana fier", NIRVANA, 4),
    ("en", "kings avatar", AVATAR, 4),
    ("en", "king's avatar", AVATAR_SERIES, 4),
    ("en", "lord of the mysteries", MYSTERIES, 1),  # its other title
    ("en", "qins moon", QIN, 2),
    ("en", "wokong", WUKONG, 3),
    ("en", "naraka bladepoint", NARAKA, 1),
    ("en", "changan", CHANGAN, 3),
    ("en", "dream three kingdoms", KINGDOMS, 2),
    ("es", "peonia", PEONY, 2),
    ("es", "peonía", PEONY, 2),
    ("es", "alegria de vivir", JOY, 2),
    ("es", "serpiente blanca", WHITE_SNAKE, 2),
    ("es", "temporada 2 alegria", JOY_2, 1),
    ("es", "oceano occidente", ZHENG_HE, 5),
    ("fr", "légende de qin", QIN, 2),
    ("fr", "legende de qin", QIN, 2),
    ("fr", "l'avatar du roi", AVATAR, 4),
    ("fr", "avatar roi", AVATAR, 4),
    ("fr", "lac de l ouest", WEST_LAKE, 1),
    ("fr", "ame terre", SOUL, 3),
    # Arabic: without marks, with marks, other forms of alef, ya and ta marbuta
    ("ar", "بهجة الحياة", JOY, 2),
    ("ar", "بهجه الحياه", JOY, 2),
    ("ar", "بَهْجَة الحَيَاة", JOY, 2),
    ("ar", "بهـــجة", JOY, 3),
    ("ar", "ارض الارواح", SOUL, 2),
    ("ar", "الأفعى", WHITE_SNAKE, 1),
    ("ar", "الافعي البيضاء", WHITE_SNAKE, 1),
    ("ar", "حيث تهب الريح", MEET, 1),
    ("ar", "فوتشون", FUCHUN, 1),
    ("ar", "بهجة الحيا", JOY, 3),
    # Japanese: kanji as in Japan, kana of either kind, width
    ("ja", "慶余年", JOY, 3),
    ("ja", "麒麟児", JOY, 1),
    ("ja", "エギーパーティー", EGGY, 1),
    ("ja", "えぎー", EGGY, 1),
    ("ja", "ｴｷﾞｰ", EGGY, 1),
    ("ja", "風のある場所", MEET, 1),
    ("ja", "シーズン2", JOY_2, 1),
    ("ja", "西湖", WEST_LAKE, 1),
    ("ja", "才媛", MINGLAN, 1),
    # a title in another language than the page's
    ("zh-Hans", "Joy of Life", JOY, 2),
    ("zh-Hans", "Where Winds Meet", WINDS, 1),
    ("en", "庆余年", JOY, 2),
    ("en", "慶余年", JOY, 3),
    ("ar", "flourished peony", PEONY, 2),
    ("ja", "La Joie de vivre", JOY, 2),
    ("es", "国色芳华", PEONY, 2),
    ("en", "باسم الزهر", BLOSSOM, 1),
    # people, companies, stands, loglines
    ("zh-Hans", "猫腻", JOY_NOVEL, 1),
    ("en", "Mao Ni", JOY_NOVEL, 1),
    ("en", "hai yan", NIRVANA, 3),
    ("zh-Hans", "胡歌", NIRVANA, 2),
    ("en", "hu ge", NIRVANA, 3),
    ("en", "huge", NIRVANA, 8),
    ("es", "zhao liying", MINGLAN, 8),
    ("en", "feng ji", WUKONG, 2),
    ("en", "huace peony", PEONY, 1),
    ("en", "B07", PEONY, 20),
    ("en", "b07", "company:huace", 1),
    ("zh-Hans", "1 · B07", "company:huace", 1),
    ("en", "2·A03", "company:game-science", 1),
    ("zh-Hans", "华策", "company:huace", 1),
    ("zh-Hans", "huace", "company:huace", 1),
    ("en", "netease", "company:netease-games", 2),
    ("en", "wangyi", "company:netease-games", 3),
    ("fr", "zhengwuyangguang", "company:daylight-entertainment", 1),
    ("en", "tarot club", MYSTERIES, 1),
    ("zh-Hans", "塔罗会", MYSTERIES, 1),
    ("es", "cuatro estaciones", FUCHUN, 1),
    ("en", "interpretor", INTERPRETER, 2),
    ("en", "swalowed star", STAR, 1),
    ("en", "westward jurney", WESTWARD, 1),
]
