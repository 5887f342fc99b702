"""Popular short names: what is made of official names by rule, for search alone; no page prints them."""

import re
from collections.abc import Iterator

# In the order in which they are applied, each to what those before it made.
_RULES = tuple(
    (re.compile(pattern), short)
    for pattern, short in (
        ("中国共产党", "中共"),
        ("中国共产主义青年团|共产主义青年团|共青团", "团"),
        ("纪律检查委员会", "纪委"),
        ("机构编制委员会办公室", "编办"),
        ("中国人民政治协商会议(.+?)委员会", r"\1政协"),
        ("人民代表大会", "人大"),
        ("常务委员会", "常委会"),
        ("管理委员会", "管委会"),
        ("^(中共|团)(.+?)委员会", r"\1\2委"),
        ("人民政府", "政府"),
        ("发展和改革", "发改"),
        ("人力资源和社会保障", "人社"),
        ("住房和城乡建设", "住建"),
        ("自然资源和规划", "资规"),
        ("卫生健康", "卫健"),
        ("市场监督管理", "市场监管"),
        ("生态环境", "环境"),
        ("文化广电和?旅游", "文广旅"),
        ("教育体育", "教体"),
        ("科学技术", "科技"),
        ("工商业联合会", "工商联"),
        ("文学艺术界联合会", "文联"),
        ("残疾人联合会", "残联"),
        ("妇女联合会", "妇联"),
        ("供销合作社联合社", "供销社"),
        ("委员会", "委"),
        ("管理局", "局"),
        ("办公[室厅]", "办"),
    )
)
_LEVELS = "省市区县州旗"


def shortened(name: str) -> Iterator[str]:
    """What a name becomes step by step: 中国共产党某市委员会办公室, 中共某市委办公室, 中共某市委办."""
    for pattern, short in _RULES:
        made = pattern.sub(short, name)
        if made != name:
            yield made
            name = made


def with_region(region: str, short: str) -> str:
    """A short name behind its region's, the level said once: 某市 and 市委办 are 某市委办; one that has it as it is."""
    if region in short:
        return short
    return region + short[1:] if region[-1:] in _LEVELS and short.startswith(region[-1]) else region + short
