"""Word lists and sentence patterns of invented works, in six languages.

Rows run in the order of :data:`LANGUAGES`; long texts exist in the first three only, as in a real
catalogue, so that the others fall back. Everything here was written for this benchmark.
"""

# ruff: noqa: E501, SIM905
from __future__ import annotations

LANGUAGES = ("zh-Hans", "en", "ar", "es", "fr", "ja")
LONG = LANGUAGES[:3]

Row = tuple[str, ...]

# Invented places: proper names need no article in any language.
PLACES: tuple[Row, ...] = (
    ("灵洲", "Lingzhou", "لينغتشو", "Lingzhou", "Lingzhou", "霊洲"),
    ("青湾", "Qingwan", "تشينغوان", "Qingwan", "Qingwan", "青湾"),
    ("沉舟渡", "Sunkboat Ferry", "معبر القارب الغارق", "Barcahonda", "Chenzhou", "沈舟渡"),
    ("雾桥镇", "Mistbridge", "جسر الضباب", "Puentebruma", "Pontbrume", "霧橋"),
    ("白鹭港", "Egret Harbour", "ميناء البلشون", "Bailugang", "Bailugang", "白鷺港"),
    ("北槐城", "Beihuai", "بيهواي", "Beihuai", "Beihuai", "北槐"),
    ("听潮屿", "Tidelisten", "جزيرة المدّ", "Tingchao", "Tingchao", "聴潮島"),
    ("双塔寨", "Twintower", "البرجين", "Dostorres", "Deuxtours", "双塔"),
    ("落星原", "Starfall Plain", "سهل النجوم", "Luoxing", "Luoxing", "落星原"),
    ("茶马关", "Tea Horse Pass", "ممرّ الشاي", "Chamaguan", "Chamaguan", "茶馬関"),
    ("旧水城", "Oldwater", "المدينة القديمة", "Jiushui", "Jiushui", "旧水"),
    ("梅岭", "Plum Ridge", "تلال البرقوق", "Meiling", "Meiling", "梅嶺"),
    ("云栖谷", "Cloudrest", "وادي الغيوم", "Yunqi", "Yunqi", "雲棲"),
    ("长汀", "Longsand", "الرمل الطويل", "Changting", "Changting", "長汀"),
    ("石榴巷", "Pomegranate Lane", "زقاق الرمان", "Shiliu", "Shiliu", "石榴巷"),
    ("秋浦", "Qiupu", "تشيوبو", "Qiupu", "Qiupu", "秋浦"),
    ("鲸落湾", "Whalefall Bay", "خليج الحوت", "Jingluo", "Jingluo", "鯨落湾"),
    ("三更市", "Midnight Market", "سوق منتصف الليل", "Sangeng", "Sangeng", "三更市"),
    ("玉屏", "Jadescreen", "يوبينغ", "Yuping", "Yuping", "玉屏"),
    ("赤沙", "Redsand", "الرمال الحمراء", "Chisha", "Chisha", "赤沙"),
    ("镜湖", "Mirror Lake", "بحيرة المرآة", "Jinghu", "Jinghu", "鏡湖"),
    ("风陵", "Windmound", "تلّ الريح", "Fengling", "Fengling", "風陵"),
    ("铜铃坊", "Brassbell Quarter", "حيّ الأجراس", "Tongling", "Tongling", "銅鈴坊"),
    ("十二桥", "Twelve Bridges", "الجسور الاثني عشر", "Docepuentes", "Douzeponts", "十二橋"),
    ("极光站", "Aurora Station", "محطة الشفق", "Jiguang", "Jiguang", "極光駅"),
    ("盐岛", "Salt Island", "جزيرة الملح", "Yandao", "Yandao", "塩島"),
)

THINGS: tuple[Row, ...] = (
    ("纸灯", "paper lantern", "الفانوس الورقي", "la linterna", "la lanterne", "紙灯"),
    ("铜镜", "bronze mirror", "المرآة البرونزية", "el espejo", "le miroir", "銅鏡"),
    ("渡船", "ferry", "العبّارة", "la barca", "le bac", "渡し船"),
    ("棋谱", "book of chess games", "دفتر الشطرنج", "el tablero", "l'échiquier", "棋譜"),
    ("茶山", "tea mountain", "جبل الشاي", "la montaña del té", "la montagne du thé", "茶の山"),
    ("钟楼", "bell tower", "برج الجرس", "el campanario", "le clocher", "鐘楼"),
    ("丝线", "silk thread", "خيط الحرير", "el hilo de seda", "le fil de soie", "絹糸"),
    (
        "机关鸟",
        "clockwork bird",
        "الطائر الآلي",
        "el pájaro mecánico",
        "l'oiseau mécanique",
        "絡繰鳥",
    ),
    ("雪莲", "snow lotus", "لوتس الثلج", "el loto de nieve", "le lotus des neiges", "雪蓮"),
    ("海图", "sea chart", "خريطة البحر", "la carta náutica", "la carte marine", "海図"),
    ("药方", "prescription", "الوصفة", "la receta", "l'ordonnance", "処方"),
    ("旧城", "old town", "البلدة القديمة", "la ciudad vieja", "la vieille ville", "古い街"),
    ("影子戏", "shadow play", "مسرح الظل", "las sombras", "le théâtre d'ombres", "影絵芝居"),
    (
        "星桥",
        "bridge of stars",
        "جسر النجوم",
        "el puente de estrellas",
        "le pont d'étoiles",
        "星の橋",
    ),
    ("竹马", "bamboo horse", "حصان الخيزران", "el caballo de bambú", "le cheval de bambou", "竹馬"),
    ("夜市", "night market", "سوق الليل", "el mercado nocturno", "le marché de nuit", "夜市"),
    ("龙舟", "dragon boat", "قارب التنين", "el barco dragón", "le bateau-dragon", "竜舟"),
    ("铁匠铺", "forge", "دكان الحدّاد", "la herrería", "la forge", "鍛冶屋"),
    ("雨巷", "lane of rain", "زقاق المطر", "la calle de lluvia", "la ruelle de pluie", "雨の路地"),
    ("月台", "platform", "الرصيف", "el andén", "le quai", "月の台"),
    ("山门", "mountain gate", "بوابة الجبل", "la puerta del monte", "la porte du mont", "山門"),
    ("荷塘", "lotus pond", "بركة اللوتس", "el estanque", "l'étang aux lotus", "蓮池"),
    ("信鸽", "carrier pigeon", "الحمام الزاجل", "la paloma", "le pigeon voyageur", "伝書鳩"),
    ("剑谱", "sword manual", "كتاب السيف", "el libro de la espada", "le livre de l'épée", "剣譜"),
    ("古琴", "zither", "القانون القديم", "la cítara", "la cithare", "古琴"),
    ("酒旗", "tavern flag", "راية الحانة", "la bandera", "le drapeau", "酒旗"),
    ("瓷窑", "kiln", "فرن الخزف", "el horno", "le four", "磁窯"),
    ("狐面", "fox mask", "قناع الثعلب", "la máscara de zorro", "le masque de renard", "狐面"),
    ("天梯", "ladder of heaven", "سلّم السماء", "la escalera", "l'échelle du ciel", "天梯"),
    ("灯塔", "lighthouse", "المنارة", "el faro", "le phare", "灯台"),
    ("算盘", "abacus", "المعداد", "el ábaco", "le boulier", "算盤"),
    ("火车", "night train", "قطار الليل", "el tren nocturno", "le train de nuit", "夜行列車"),
)

HEROES: tuple[Row, ...] = (
    (
        "年轻的女船工",
        "a young boatwoman",
        "ملّاحة شابة",
        "una barquera",
        "une batelière",
        "若い女船頭",
    ),
    (
        "退役的驿卒",
        "a retired courier",
        "ساعي بريد متقاعد",
        "un correo retirado",
        "un ancien courrier",
        "元飛脚",
    ),
    (
        "哑巴琴师",
        "a silent zither master",
        "عازفة صامتة",
        "una música muda",
        "une musicienne muette",
        "口のきけぬ琴師",
    ),
    (
        "落第的书生",
        "a failed scholar",
        "طالب لم ينجح",
        "un letrado fracasado",
        "un lettré recalé",
        "落第書生",
    ),
    (
        "绣坊的学徒",
        "an embroiderer's apprentice",
        "متدرّبة على التطريز",
        "una aprendiz",
        "une apprentie",
        "刺繍の弟子",
    ),
    (
        "古董修复师",
        "a restorer of antiques",
        "مرمّمة تحف",
        "una restauradora",
        "une restauratrice",
        "古物の修復師",
    ),
    (
        "边关的厨子",
        "a cook at the frontier",
        "طبّاخ على الحدود",
        "un cocinero",
        "un cuisinier",
        "辺境の料理人",
    ),
    (
        "失忆的剑客",
        "a swordsman without memory",
        "سيّاف بلا ذاكرة",
        "un espadachín",
        "un bretteur",
        "記憶のない剣客",
    ),
    (
        "天文台的夜班员",
        "a night clerk at an observatory",
        "حارسة مرصد",
        "una astrónoma",
        "une astronome",
        "天文台の夜番",
    ),
    (
        "养狐的猎户",
        "a hunter who keeps a fox",
        "صيّاد يربّي ثعلبًا",
        "un cazador",
        "un chasseur",
        "狐を飼う猟師",
    ),
    (
        "戏班的小生",
        "a young opera singer",
        "مغنّي أوبرا شاب",
        "un cantante",
        "un chanteur",
        "若い役者",
    ),
    (
        "药铺的掌柜",
        "a keeper of a pharmacy",
        "صاحبة صيدلية",
        "una boticaria",
        "une apothicaire",
        "薬屋の主",
    ),
    (
        "游戏公司的实习生",
        "an intern at a game studio",
        "متدرّب في استوديو ألعاب",
        "un becario",
        "un stagiaire",
        "ゲーム会社の実習生",
    ),
    (
        "守灯塔的姐妹",
        "two sisters at a lighthouse",
        "أختان في منارة",
        "dos hermanas",
        "deux sœurs",
        "灯台守の姉妹",
    ),
    (
        "沉默的快递员",
        "a courier of few words",
        "عامل توصيل قليل الكلام",
        "un mensajero",
        "un livreur",
        "無口な配達員",
    ),
    (
        "制伞的老人",
        "an old umbrella maker",
        "صانع مظلات عجوز",
        "un viejo artesano",
        "un vieil artisan",
        "傘職人の老人",
    ),
    (
        "年少的县令",
        "a very young magistrate",
        "قاضٍ صغير السن",
        "un joven juez",
        "un jeune juge",
        "若き県令",
    ),
    (
        "机械师的女儿",
        "a mechanic's daughter",
        "ابنة ميكانيكي",
        "una inventora",
        "une inventrice",
        "機械師の娘",
    ),
)

# Title patterns: {t} a thing, {p} a place; capitals are set by the caller.
TITLES: tuple[Row, ...] = (
    ("{p}的{t}", "The {t} of {p}", "{t} في {p}", "{t} de {p}", "{t} de {p}", "{p}の{t}"),
    ("{t}记", "A Tale of the {t}", "حكاية {t}", "Crónica: {t}", "Chronique : {t}", "{t}記"),
    ("再见，{p}", "Goodbye, {p}", "وداعًا يا {p}", "Adiós, {p}", "Adieu, {p}", "さよなら、{p}"),
    ("{p}：{t}", "{p}: the {t}", "{p}: {t}", "{p}: {t}", "{p} : {t}", "{p}・{t}"),
    (
        "{t}与风",
        "The {t} and the Wind",
        "{t} والريح",
        "{t} y el viento",
        "{t} et le vent",
        "{t}と風",
    ),
    (
        "夜行{p}",
        "By Night to {p}",
        "ليلًا إلى {p}",
        "De noche a {p}",
        "De nuit vers {p}",
        "夜の{p}へ",
    ),
)

# Loglines: {h} a hero as well. None is longer than 160 characters.
LOGLINES: tuple[Row, ...] = (
    (
        "{h}来到{p}，在{t}里发现了一个被藏了二十年的名字。",
        "{h} comes to {p} and finds, hidden for twenty years in the {t}, a name nobody dares to say.",
        "تبدأ الحكاية في {p}: {h}، واسمٌ أخفاه {t} عشرين عامًا.",
        "En {p}, {h} descubre un nombre que llevaba veinte años escondido: {t} lo guardaba.",
        "À {p}, {h} retrouve un nom caché depuis vingt ans ; {t} en gardait la trace.",
        "{p}に着いた{h}は、{t}に二十年隠されていた名を見つける。",
    ),
    (
        "为了守住{p}最后的{t}，{h}要在一个冬天里学会说谎。",
        "To keep the last {t} of {p}, {h} has one winter to learn how to lie.",
        "شتاء واحد في {p}، و{h} أمام مهمّة واحدة: إنقاذ {t}.",
        "Un invierno en {p}: {h} debe aprender a mentir para salvar lo último que queda: {t}.",
        "Un hiver à {p} : {h} doit apprendre à mentir pour sauver ce qui reste : {t}.",
        "{p}に残る最後の{t}を守るため、{h}は一冬で嘘を覚える。",
    ),
    (
        "{t}一响，{p}的人就忘掉一天；只有{h}什么都记得。",
        "Each time the {t} sounds, {p} forgets a day; only {h} remembers everything.",
        "كلّما ظهر {t} نسيت {p} يومًا كاملًا، إلا {h}.",
        "Cada noche {p} olvida un día entero; solo {h} lo recuerda todo, y {t} lo sabe.",
        "Chaque nuit {p} oublie un jour ; seul reste le souvenir d'un témoin : {h}, et {t}.",
        "{t}が鳴るたび{p}は一日を忘れる。覚えているのは{h}だけ。",
    ),
    (
        "{h}接下一单送往{p}的生意，货物是{t}，收件人是三年前的自己。",
        "{h} takes a job for {p}: the cargo is the {t}, and the addressee died three years ago.",
        "رحلة إلى {p}: {h}، وحمولة غريبة هي {t}، ومستلمٌ غاب قبل ثلاث سنوات.",
        "Un encargo para {p}: {h} lleva una carga extraña, {t}, a quien murió hace tres años.",
        "Une livraison pour {p} : {h}, un étrange colis, {t}, et un destinataire disparu.",
        "{h}が{p}へ運ぶ荷は{t}。宛名は三年前に死んだ人だった。",
    ),
)

# Sentences of synopses, company texts and notes: the first three languages only.
SENTENCES: tuple[Row, ...] = (
    (
        "故事从{p}的一个雨夜讲起，{h}在渡口捡到了{t}。",
        "The story opens on a night of rain in {p}, where {h} picks up the {t} at the landing.",
        "تبدأ القصة في ليلة ممطرة في {p} حيث يظهر {t} أول مرة.",
    ),
    (
        "所有人都说那是不祥之物，只有一个孩子愿意听完它的来历。",
        "Everyone calls it a bad omen; only a child is willing to hear where it came from.",
        "يقول الجميع إنه نذير شؤم، ولا يصغي إلى حكايته سوى طفل واحد.",
    ),
    (
        "三个月后，{p}的商会把整条街买了下来，旧账本却不见了。",
        "Three months later the guild of {p} has bought the whole street, and the old ledger is gone.",
        "بعد ثلاثة أشهر تشتري نقابة {p} الشارع كله ويختفي الدفتر القديم.",
    ),
    (
        "追查的路从集市通到山里，又从山里回到一间没有门的屋子。",
        "The trail leads from the market into the hills, and from the hills back to a house without a door.",
        "يقود الأثر من السوق إلى الجبال، ثم يعود إلى بيت بلا باب.",
    ),
    (
        "她发现父亲年轻时也走过同一条路，而且没有说实话。",
        "She learns that her father once walked the same road, and that he did not tell the truth about it.",
        "تكتشف أن أباها سلك الطريق نفسه في شبابه ولم يقل الحقيقة.",
    ),
    (
        "与此同时，{h}正赶在封河之前离开{p}。",
        "Meanwhile {h} is trying to leave {p} before the river freezes.",
        "وفي الوقت نفسه تضيق الطرق حول {p} قبل أن يتجمّد النهر.",
    ),
    (
        "两个人本来互不相识，却被同一封没有署名的信写在了一起。",
        "The two have never met, but one unsigned letter has put their names side by side.",
        "لم يلتقيا من قبل، لكن رسالة بلا توقيع جمعت اسميهما.",
    ),
    (
        "在{t}的背面，刻着一行谁也读不懂的字。",
        "On the back of the {t} runs a line of writing that nobody can read.",
        "وعلى ظهر {t} سطرٌ لا يستطيع أحد قراءته.",
    ),
    (
        "春天来的时候，每个人都要为自己在冬天说过的话付账。",
        "When spring comes, everyone has to pay for what they said in winter.",
        "وحين يأتي الربيع يدفع كلّ واحد ثمن ما قاله في الشتاء.",
    ),
    (
        "全篇节奏明快，每一章都在日常的吃饭、修屋、赶路里推进。",
        "The pace is brisk, and each chapter moves on through ordinary meals, repairs and journeys.",
        "الإيقاع سريع، وكل فصل يمضي عبر الطعام والترميم والسفر.",
    ),
    (
        "结尾没有把谜底说尽，而是把{t}留给了下一个人。",
        "The end does not give every answer away; it leaves the {t} to the next one who comes.",
        "لا تكشف النهاية كل شيء، بل تترك {t} لمن يأتي بعدهم.",
    ),
    (
        "它写的是小人物怎样在大时代里守住一门手艺。",
        "It is about how ordinary people keep a craft alive while the times change around them.",
        "إنها عن أناس عاديين يحفظون حرفة حيّة في زمن متغيّر.",
    ),
    (
        "画面以江南水乡为底，配乐只用三件乐器。",
        "Its pictures grow out of the water towns of the south; the music uses three instruments only.",
        "تستمدّ الصور ألوانها من مدن الماء، والموسيقى من ثلاث آلات فقط.",
    ),
    (
        "第二季将离开{p}，去往一座只在潮水退去时出现的城。",
        "A second part will leave {p} for a city that shows itself only at low tide.",
        "وفي الجزء الثاني تنتقل الأحداث من {p} إلى مدينة لا تظهر إلا عند الجزر.",
    ),
    (
        "读者称它“看完想给家里打个电话”。",
        "Readers say that after the last page they wanted to call home.",
        "يقول القرّاء إنهم أرادوا الاتصال بأهلهم بعد الصفحة الأخيرة.",
    ),
    (
        "改编时可以保留主线，只换季节与菜肴。",
        "An adaptation can keep the main plot and change only the season and the dishes.",
        "يمكن للاقتباس أن يحفظ الحبكة ويغيّر الفصل والأطباق فقط.",
    ),
)

POINTS: tuple[Row, ...] = (
    (
        "以手艺和生计推动的情节，而非争斗",
        "A plot driven by craft and trade rather than by rivalry",
        "حبكة تحرّكها الحرفة لا الخصومة",
    ),
    (
        "群像丰富，适合合家观看",
        "A large cast, suited to the whole family",
        "شخصيات كثيرة تناسب العائلة",
    ),
    (
        "已完结，可整季授权",
        "Complete: all parts can be licensed together",
        "مكتمل ويمكن ترخيصه كاملًا",
    ),
    (
        "世界观可延展至游戏与周边",
        "A world that can grow into games and merchandise",
        "عالم يتّسع للألعاب والمنتجات",
    ),
    (
        "双语字幕与对白本齐备",
        "Dialogue lists and subtitles in two languages are ready",
        "نصوص الحوار والترجمة جاهزة بلغتين",
    ),
    ("美术设定集已出版", "The art book has been published", "صدر كتاب الرسوم"),
)

NOTES: tuple[Row, ...] = (
    (
        "**渡口**：旧时水路的驿站，也是消息集散之地。",
        "**The landing**: a station of the old waterways, and where news changed hands.",
        "**المعبر**: محطة على الطرق المائية القديمة ومكان تبادل الأخبار.",
    ),
    (
        "**冬至**：一年中最长的夜，家人团聚吃饺子或汤圆。",
        "**Dongzhi**: the longest night of the year, when families eat dumplings together.",
        "**دونغتشي**: أطول ليلة في السنة وتجتمع فيها الأسر.",
    ),
    (
        "**江湖**：既是地理，也是一套人情与规矩。",
        "**Jianghu**: both a geography and a code of favours and rules.",
        "**جيانغهو**: مكان وقواعد ومعروف متبادل في آن واحد.",
    ),
    (
        "**掌柜**：店铺的经营者，未必是东家。",
        "**Zhanggui**: who runs a shop, not always who owns it.",
        "**تشانغوي**: من يدير الدكان، وليس دائمًا صاحبه.",
    ),
)

AUDIENCES: tuple[Row, ...] = (
    (
        "喜爱古装与悬疑的读者",
        "Readers of costume drama and mystery",
        "محبّو الدراما التاريخية والغموض",
    ),
    ("16 岁以上的玩家", "Players of 16 and older", "اللاعبون من عمر 16 فما فوق"),
    ("家庭观众", "Families", "جمهور العائلات"),
    ("都市青年", "Young people in cities", "شباب المدن"),
)

VALUES: tuple[Row, ...] = (
    (
        "守信、互助与对手艺的尊重。",
        "Keeping one's word, helping each other, respect for craft.",
        "الوفاء بالوعد والتعاون واحترام الحرفة.",
    ),
    ("亲情与故乡。", "Family, and the place one comes from.", "العائلة والموطن."),
    ("好奇心与勇气。", "Curiosity and courage.", "الفضول والشجاعة."),
)

ABOUT: tuple[Row, ...] = (
    (
        "公司创立于{p}，以原创故事为本，业务覆盖出版、影视与游戏。",
        "Founded in {p}, the company starts from original stories and works across books, screen and games.",
        "تأسست الشركة في {p} وتعمل في النشر والشاشة والألعاب انطلاقًا من قصص أصلية.",
    ),
    (
        "团队约有一半成员来自{p}的手工艺行业。",
        "About half of the team comes from the crafts of {p}.",
        "نصف الفريق تقريبًا من أهل الحرف في {p}.",
    ),
    (
        "近年来与多家海外伙伴合作译制与发行。",
        "In recent years it has worked with partners abroad on translation and distribution.",
        "وتعاونت في السنوات الأخيرة مع شركاء في الخارج على الترجمة والتوزيع.",
    ),
    (
        "我们寻找愿意一起把故事做久的伙伴。",
        "It looks for partners who want to stay with a story for a long time.",
        "تبحث عن شركاء يرافقون القصة زمنًا طويلًا.",
    ),
)

COMPANY_NAMES: tuple[Row, ...] = (
    ("{p}文化", "{p} Culture", "{p} للثقافة", "Cultura {p}", "Culture {p}", "{p}文化"),
    ("{p}影业", "{p} Pictures", "{p} للأفلام", "{p} Films", "{p} Films", "{p}映画"),
    ("{p}书局", "{p} Press", "دار {p}", "Editorial {p}", "Éditions {p}", "{p}書局"),
    (
        "{p}互动",
        "{p} Interactive",
        "{p} التفاعلية",
        "{p} Interactiva",
        "{p} Interactif",
        "{p}インタラクティブ",
    ),
    (
        "{p}动画",
        "{p} Animation",
        "{p} للرسوم",
        "Animación {p}",
        "Animation {p}",
        "{p}アニメーション",
    ),
)

SURNAMES = (
    ("林", "Lin", "لين"), ("沈", "Shen", "شن"), ("顾", "Gu", "قو"), ("陆", "Lu", "لو"),
    ("江", "Jiang", "جيانغ"), ("叶", "Ye", "يه"), ("苏", "Su", "سو"), ("程", "Cheng", "تشنغ"),
    ("韩", "Han", "هان"), ("白", "Bai", "باي"), ("宋", "Song", "سونغ"), ("温", "Wen", "ون"),
)  # fmt: skip
GIVEN = (
    ("知远", "Zhiyuan", "تشييوان"), ("小满", "Xiaoman", "شياومان"), ("听雨", "Tingyu", "تينغيو"),
    ("怀瑾", "Huaijin", "هوايجين"), ("子衿", "Zijin", "زيجين"), ("云舟", "Yunzhou", "يونتشو"),
    ("南枝", "Nanzhi", "نانتشي"), ("青禾", "Qinghe", "تشينغخه"), ("若水", "Ruoshui", "روشوي"),
)  # fmt: skip

SLUGS = (
    "lantern mirror ferry chess tea bell silk bird lotus chart remedy town shadow bridge bamboo "
    "market dragon forge rain platform gate pond pigeon sword zither tavern kiln fox ladder "
    "lighthouse abacus train"
).split()

CITY: Row = ("{p}", "{p}", "{p}", "{p}", "{p}", "{p}")

GENRES = (
    "action adventure biography comedy coming-of-age costume crime drama fantasy food history "
    "horror martial-arts mystery mythology nature puzzle romance rpg science-fiction simulation "
    "slice-of-life sports strategy suspense urban war wuxia xianxia"
).split()
