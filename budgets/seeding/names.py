"""Made-up names: regions, departments, projects."""

from collections.abc import Sequence
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


REGION_OF_ALL, NAME_OF_ALL = "419900", "示例市"
REGIONS = _words(
    "云溪 松林 河湾 石桥 梅岭 东湖 长亭 白鹭 青峰 南浦 清源 柳塘 金沙 望岳 "
    "临泽 安澜 凤台 古渡 竹山 桃源 沙洲 晴川 碧水 红枫 龙泉 银杏 鹿鸣 雁栖"
)
KINDS_OF_REGION = ("区", "县", "新区")
OFFICES = _words(
    "财政局 教育局 民政局 司法局 公安局 统计局 审计局 水利局 林业局 商务局 体育局 科学技术局 "
    "工业和信息化局 人力资源和社会保障局 自然资源局 生态环境局 住房和城乡建设局 城市管理局 "
    "交通运输局 农业农村局 文化广电和旅游局 卫生健康委员会 退役军人事务局 应急管理局 "
    "市场监督管理局 医疗保障局 乡村振兴局 信访局 机关事务管理局 档案馆 图书馆 "
    "政务服务和大数据管理局 发展和改革委员会 人民政府办公室 人大常委会办公室 政协办公室 "
    "纪律检查委员会 组织部 宣传部 统一战线工作部 政法委员会 总工会 妇女联合会 共青团委员会 "
    "残疾人联合会 红十字会 科学技术协会 文学艺术界联合会 工商业联合会 供销合作社联合社 党校 "
    "博物馆 融媒体中心 公共资源交易中心 园林绿化中心 消防救援大队"
)
SUBJECTS = _words(
    "老旧小区 城区道路 农村饮水 数字档案 政务大厅 公共厕所 河道堤防 校园安全 社区养老 职业技能 "
    "森林防火 食品检验 危房 公共自行车 路灯照明 雨污管网 基层卫生 文化惠民 信息系统 统计调查 "
    "法律援助 困难群众 全民健身 人才公寓 招商引资 非遗保护 窗口服务 应急物资 防汛抗旱 垃圾分类 "
    "智慧停车 农田灌溉 种质资源 气象监测 婚姻登记 烈士陵园"
)
WORKS = ("改造", "提升", "运行维护", "建设", "补助", "整治", "购买服务", "培训")


def regions(count: int) -> list[tuple[str, str]]:
    """So many regions below the one of all: code and name; at most 84."""
    names = [f"{name}{kind}" for kind in KINDS_OF_REGION for name in REGIONS]
    return [(f"{int(REGION_OF_ALL) + place}", name) for place, name in enumerate(names[:count], start=1)]


def projects(count: int, random: Random) -> Sequence[str]:
    """So many names of projects of one department, all different."""
    return [f"{subject}{random.choice(WORKS)}项目" for subject in random.sample(SUBJECTS, count)]
