"""What people call the fields: only to name the field that was meant."""

from __future__ import annotations

from collections.abc import Collection

from catalog.models.spelling import by_word, fold

FIELDS = by_word(
    {
        "kind type": "类型, 类别, 作品类型, 种类, category, type, kind, genre type",
        "type": "公司类型, company type, 活动类型",
        "title name": "标题, 名称, 名字, 作品名, 作品名称, 书名, 片名, 剧名, title, name, 活动名称",
        "name": "公司名称, 公司名, 公司, 姓名, 届名, company, company name",
        "logline": "一句话介绍, 一句话, 宣传语, 简短介绍, tagline, summary, short description",
        "about synopsis": "简介, 介绍, 内容简介, 公司简介, description, intro, introduction, about",
        "synopsis": "梗概, 故事梗概, 剧情, 剧情简介, plot, story",
        "genres": "题材, 体裁, 标签, tags, genre",
        "cover": "封面, 封面图, 海报, 图片, image, picture, poster, photo",
        "wide": "横图, 宽图, 横版海报, banner",
        "logo": "标志, 商标, 徽标, 公司标志",
        "country": "国家, 地区, 国家地区, 国别, nation",
        "city": "城市, 地址, address, location",
        "contacts contact": "联系人, 联系方式, contact, contacts",
        "email": "邮箱, 邮件, 电子邮箱, 电子邮件, mail, e-mail, e mail",
        "phone": "电话, 手机, 手机号, 联系电话, tel, telephone, mobile",
        "wechat": "微信, 微信号, weixin",
        "role": "职务, 职位, 职称, 身份, position, job",
        "public": "公开, 是否公开",
        # Whatever says that a record is not for everybody, or not yet.
        "draft": (
            "草稿, 是否草稿, 草案, 初稿, 未发布, 不发布, 暂不发布, 待发布, 不公开, 暂不公开, "
            "未公开, 保密, 机密, 隐藏, 内部, 下書き, 非公開, 초안, brouillon, entwurf, borrador, "
            "rascunho, черновик, مسودة, draught, unpublished, not published, do not publish, "
            "no publish, hidden, hide, private, secret, confidential, internal, "
            "embargo, embargoed, under embargo, embargo until, unlisted, wip, work in progress"
        ),
        "website url": "网站, 官网, 网址, 链接, web, site, homepage, link, 主页",
        "social": "社交, 社交媒体, 微博, weibo, twitter, facebook",
        "people": (
            "作者, 主创, 人员, 导演, 编剧, 演员, author, authors, writer, director, cast, creator, "
            "screenwriter, translator"
        ),
        "original_language": "原文语言, 原语言, 作品语言, source language",
        "languages": "语言, 语种, 语言版本, language, lang",
        "released": "发布日期, 发行日期, 出版日期, 上映日期, 首播, 出版时间, date, release date",
        "status": "状态, 进度, 权利状态, state, availability",
        "rights": "权利, 版权, 版权信息, 授权, right, licensing",
        "right": "权利类型, 权利",
        "territories": "地区, 区域, 授权地区, 市场, territory, region, countries",
        "until": (
            "截止, 截止日期, 有效期, 期限, 授权期限, 到期, 到期日, 有效期至, 截至, expires, "
            "expiry, expiration, expiry date, end, valid until, valid to, till, to, term, through"
        ),
        "except": (
            "除外, 例外, 不含, 不包括, 除, exclude, excludes, excluding, exclusion, exclusions, "
            "excluded, exception, exceptions, excl, ex, without, not in, but not"
        ),
        "illustration": "插图, 示意图, 配图, illustrated, illustrative, drawn",
        "exclusive": "独家, 是否独家",
        "ids": "isbn, 书号, imdb, steam, 标识符",
        "book": "字数, 章节, 页数, words, chapters, pages",
        "screen": "集数, 季数, 时长, episodes, seasons, minutes, duration",
        "game": "平台, 游戏平台, 引擎, platform, platforms, engine",
        "seeking": "合作意向, 寻求合作, 寻求, looking for",
        "looking_for": "合作意向, 寻求合作, 寻求, seeking",
        "family": "系列, ip, 家族, ip 家族, series",
        "awards": "奖项, 获奖, 荣誉, award, prize, prizes",
        "trailer": "预告片, 视频, video, 宣传片",
        "founded": "成立, 成立时间, 成立年份, 成立日期, established, since",
        "size": "规模, 人数, 公司规模, employees",
        "markets": "目标市场, 海外市场, market",
        "hall": "展馆, 馆, 馆号",
        "halls": "展馆, 场馆",
        "number": "展位, 展位号, 摊位, 摊位号, stand, booth, no",
        "companies": "公司, 参展商, 参展公司, 展商, company, exhibitor, exhibitors",
        "works": "作品, 展品, 作品列表, work",
        "exhibitors": (
            "参展商, 参展公司, 参展企业, 参展单位, 参展名单, 展商, participants, companies, "
            "exhibiting, who takes part"
        ),
        "start": "开始, 开始时间, 开始日期, 开幕, begin, begins, from, date",
        "end": "结束, 结束时间, 结束日期, 闭幕, ends, to",
        "place": "地点, 场地, 房间, 会议室, room, location, where, hall, venue",
        "venue": "场馆, 会场, 地点, 展馆, location, place",
        "speakers": "嘉宾, 演讲人, 演讲嘉宾, 主讲, speaker, guests",
        "hosts": "主办, 主办方, 主持, host, organizer",
        "organizers": "主办方, 主办, 组织者, organiser, organisers, organizer",
        "timezone": "时区, time zone, tz",
        "plan": "平面图, 图, map, 展馆图, svg",
        "notice": "公告, 通知, 提示, note",
    }
)


def field_meant(written: str, known: Collection[str]) -> str:
    """The field among ``known`` that a word means; "" where none is clear."""
    word = fold(written).replace("\u200b", "")
    if word.replace(" ", "_") in known:
        return word.replace(" ", "_")
    return next((field for field in known if field in _meant(word)), "")


def _meant(word: str) -> tuple[str, ...]:
    return FIELDS.get(word, ())
