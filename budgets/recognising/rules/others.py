"""Rules of the other matters: running expenses, procurement, assets, transfers, units, headcount, quarters."""

from budgets.recognising.rules.model import UNNAMED, Rules

_INSTITUTIONS = (r"#[个家]事业单位", "units.institution")
RUNNING = Rules(
    amounts=((r"运[行转]经费", "running.total"),),
    counts=(
        (r"#[家个][^，。；]{0,4}机关", "units.administrative"),
        (r"#[家个]参[公照]", "units.referenced"),
        _INSTITUTIONS,
    ),
    start="running.total",
)

PROCUREMENT = Rules(
    exact=(
        (r"小微企业预留[^。；¤]*由小微企业[^。；¤]*#", "procurement.reserved_awarded_micro"),
        (r"中小企业预留[^。；¤]*由中小企业[^。；¤]*#", "procurement.reserved_awarded_sme"),
        (r"其他(?:政府采购)?项目[^。；¤]*由中小企业[^。；¤]*#", "procurement.open_awarded_sme"),
        (r"(?:面向小微企业预留|预留给小型和微型企业|小微企业预留)[^，。；]*#", "procurement.reserved_micro"),
        (r"中小企业预留[^，。；]*#", "procurement.reserved_sme"),
        (r"小微企业合同[^，。；]*#", "procurement.awarded_micro"),
        (r"中小企业合同[^，。；]*#", "procurement.awarded_sme"),
    ),
    amounts=(
        (r"授予(?:中小|小微)企业[^，。；：]*", UNNAMED),
        (r"货物", "procurement.goods"),
        (r"工程", "procurement.works"),
        (r"服务", "procurement.services"),
        (r"政府采购(?:预算|支出|金额|总额|决算)?", "procurement.total"),
    ),
    start="procurement.total",
)

_CARS = (
    (r"一般公务用车#", "cars_general"),
    (r"[部省]）?级[^，、；。]*用?车#", "cars_senior"),
    (r"主要(?:领导|负责)[^，、；。]*用?车#", "cars_leaders"),
    (r"机要通信[^，、；。]*#", "cars_confidential"),
    (r"应急保障[^，、；。]*#", "cars_emergency"),
    (r"执法执勤[^，、；。]*#", "cars_law"),
    (r"(?:特种)?专业技术[^，、；。]*#", "cars_special"),
    (r"离退休[^，、；。]*#", "cars_retired"),
    (r"其他用车[^，、；。]*#", "cars_other"),
    (r"(?:车辆共?有?|车辆总数|公务用车)[^，、；。]{0,4}#辆", "cars_total"),
    (r"通用设备[^，、；。]*#[台套]", "large_general"),
    (r"专用设备[^，、；。]*#[台套]", "large_special"),
    (r"设备[^，、；。]*#[台套]", "large_equipment"),
)
ASSETS = Rules(
    amounts=(
        (r"固定资产", "assets.total"),
        (r"房屋", "assets.buildings"),
        (r"办公设备", "assets.office_equipment"),
        (r"专用设备", "assets.special_equipment"),
        (r"其他资产", "assets.other"),
        (r"车辆", "assets.vehicles"),
    ),
    counts=_CARS,
    count_stages=((r"购置车辆|安排购置", "purchases.{}"), (r"", "assets.{}")),
)

TRANSFER = Rules(counts=((r"专项转移支付项目[^，。；]*#[项个]", "transfer.count"),))

UNITS = Rules(
    counts=(
        (r"下属#[个家]", UNNAMED),
        (r"行政单位#[个家]", "units.administrative"),
        (r"参公(?:事业)?单位#[个家]", "units.referenced"),
        (r"事业单位#[个家]", "units.institution"),
        (r"(?:包括|[有共])#[个家](?:预算)?单位", "units.count"),
        (r"#[个家]预算单位", "units.count"),
        (r"单位[共有包括为]*#[个家]", "units.count"),
    )
)

STRUCTURE = Rules(
    counts=(
        (r"(?:二级机构|所属[^，、；。]*机构)#[个家]|#[个家][^，、；。]{0,4}二级机构", "headcount.institutions"),
        (r"内设[^，、；。¤]*#[个家]|#[个家]内设", "headcount.offices"),
        (r"行政编制#", "headcount.administrative"),
        (r"参[公照][^，、；。]*编制#", "headcount.referenced"),
        (r"事业编制#", "headcount.institution_posts"),
        (r"离退休[^，、；。]*#", "headcount.retirees"),
        *UNITS.counts,
    )
)

STATEMENTS = Rules(
    exact=tuple(
        (rf"第{number}季度[^，、；。]*#", f"statement.quarter{place}")
        for place, number in enumerate("一二三四", start=1)
    )
)
