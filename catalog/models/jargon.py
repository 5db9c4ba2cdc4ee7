"""What people of the field write for a term besides its labels.

These only choose a remedy; no record is ever read by them.
"""

from __future__ import annotations

from catalog.models.spelling import by_word

FIELD_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "genre": by_word(
        {
            "fantasy": "玄幻, 奇幻",
            "xianxia": "修仙, 修真, 仙侠",
            "costume": "古装",
            "science-fiction": "科幻, sf, sci-fi",
            "suspense": "悬疑",
            "mystery": "推理",
            "wuxia": "武侠",
            "urban": "都市",
            "romance": "言情, 爱情",
            "history": "历史",
        }
    ),
    "right": by_word(
        {
            "print digital": "出版, publish, book, book publishing",
            "print": "图书出版, 纸书, 图书, 纸质书, 实体书, hardcover",
            "digital": "电子版, 数字版, 数字出版, ebook, e-book",
            "digital svod": "信息网络传播",
            "translation print": "翻译, 外文版, 海外出版, 外语出版, 译本",
            "audio": "音频, 有声, 广播剧, audiobook, audio book",
            "comic": "漫画, 漫改, webtoon, manga, comics",
            "film-tv": (
                "影视, 电影, 电视剧, 影视剧, 影改, film, movie, tv, television, series, drama, "
                "film tv"
            ),
            "animation": "动画, 动漫, 动漫改编, anime",
            "micro-drama": "短剧, 微短剧, short drama",
            "film-tv animation comic micro-drama game-adaptation stage": (
                "改编, adaptation, adaptations, derivative"
            ),
            "theatrical": "院线, 影院, cinema",
            "broadcast": "电视, 播出, 播放",
            "svod avod tvod": "流媒体, streaming, vod, 点播",
            "theatrical broadcast publishing": "发行, distribution",
            "game-adaptation publishing": "游戏, game, games",
            "mobile": "手游, mobile",
            "merchandise": "周边, 衍生, 衍生商品, 商品化, 玩具, merch, merchandising, toys",
            "stage": "舞台, 舞台剧, 话剧, 音乐剧, theatre, theater",
            "remake": "重制, 重拍",
            "format": "模式, 综艺模式",
            "esports": "赛事, 电竞",
        }
    ),
    "right-status": by_word(
        {
            "available": "可售, 待售, 在售, 开放, 有, open, free, yes",
            "under-offer": "洽谈, 谈判中, negotiating, optioned, option",
            "sold": "已售, 已授权, 售出, 已授出, licensed, taken",
            "reserved": "保留, 自留, held",
            "unavailable": "不可授权, 不开放, 无, not available, no",
        }
    ),
    "status": by_word(
        {
            "ongoing": "连载中, 连载, serialising, serializing",
            "complete": "完结, 已完成, 完本, completed, finished",
            "released": "已上映, 已上线, 已播出, 已发行, 上映, published",
            "development": "筹备中, 策划中, planned, in planning",
            "production": "拍摄中, 后期制作, filming, post production",
        }
    ),
    "role": by_word(
        {
            "author": "原著, 作家, 著, 原作者, writer, novelist",
            "screenwriter": "剧本, script, scriptwriter",
            "cast": "演员, actor, actress, starring",
            "producer": "制片, 出品人, 监制",
            "composer": "音乐, music",
            "translator": "翻译",
            "illustrator": "画师, 绘者, 插画师",
            "artist": "漫画家, 美术",
            "narrator": "主播, 朗读",
        }
    ),
    "company-type": by_word(
        {
            "publisher": "出版, 出版公司, publishing, publishing house",
            "producer": "影视公司, 影视, 制作, 制片公司, production",
            "game-developer game-publisher": "游戏公司, 游戏, game company",
            "animation-studio": "动画, 动画工作室, 动漫公司",
            "agency": "版权代理, 代理, 经纪, literary agency, agent",
            "broadcaster": "电视台, 卫视, broadcasting, tv station",
            "distributor": "发行, distribution",
            "association": "协会",
        }
    ),
    "seeking": by_word(
        {
            "publishers": "出版社, 出版商, publisher",
            "licensees": "授权, 买家, 被授权商, licensing, licensee",
            "co-producers": "联合制作, 合拍, co-production",
            "distributors": "发行, 发行商, 发行公司, distribution",
            "translators": "翻译, translation, translator",
            "investors": "投资, 融资, investment, investor",
        }
    ),
    "platform": by_word(
        {
            "windows": "pc, steam, 电脑, win",
            "macos": "mac",
            "ios": "苹果, iphone, ipad",
            "ios android": "手机, 移动端, mobile",
            "harmonyos": "鸿蒙",
            "ps5 xbox-series switch": "主机, console",
            "ps4 ps5": "ps, playstation",
            "xbox-one xbox-series": "xbox",
            "switch": "ns, nintendo",
            "web": "网页版, h5, browser",
        }
    ),
    "event-type": by_word(
        {
            "ceremony": "开幕式, 闭幕式, 颁奖, opening",
            "talk": "演讲, 分享会, lecture",
            "pitch": "路演, 推介会, pitching",
            "signing": "签售, 签约仪式",
            "meeting": "对接会, 洽谈",
            "showcase": "发布会, launch",
        }
    ),
    "admission": by_word(
        {
            "public": "公众, 公开, open, everyone",
            "trade": "专业, 业内, professional, professionals",
        }
    ),
    # A label names the other work ("前作"); who writes a record names the own one ("续作").
    "relation": by_word(
        {
            "sequel-to": "续作, 续集, 続編",
            "prequel-to": "前传, 前日譚",
            "based-on": "改编自, 原作",
        }
    ),
    "kind": by_word(
        {
            "novel": "小说, 网文, 网络小说, book",
            "comic": "漫画",
            "film": "电影",
            "series": "电视剧, 网剧, tv series, drama",
            "micro-drama": "短剧, 微短剧",
            "documentary": "纪录片",
            "animation": "动画, 动漫",
            "game": "游戏",
        }
    ),
}
"""Vocabulary → word, folded → the terms that it may mean."""
