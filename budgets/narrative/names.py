"""The names that can be typed against: texts of a disclosure, and the figures whose last year's amount may be given."""

TEXTS = {
    "duties": "主要职责",
    "structure": "机构设置",
    "composition": "预算单位构成",
    "objective": "年度履职目标",
    "reason.total": "收支总计增减的原因",
    "reason.general": "一般公共预算增减的原因",
    "reason.fund": "政府性基金预算增减的原因",
    "reason.capital": "国有资本经营预算增减的原因",
    "reason.three_public": "“三公”经费增减的原因",
    "reason.abroad": "因公出国（境）费增减的原因",
    "reason.purchase": "公务用车购置费增减的原因",
    "reason.operation": "公务用车运行费增减的原因",
    "reason.reception": "公务接待费增减的原因",
    "reason.running": "机关运行经费增减的原因",
    "use.running": "机关运行经费的用途",
    "use.capital": "国有资本经营预算支出的用途",
    "performance": "绩效管理工作情况（补充）",
    "transfer": "专项转移支付项目情况（补充）",
    "glossary": "名词解释（补充）",
}

# Printed in a table as typed: a target may name a number, and no figure is inserted.
TABLE_TEXTS = ("objective",)

PRIORS = {
    "income.total": "收支总计",
    "fiscal.general": "一般公共预算收支",
    "fiscal.fund": "政府性基金收支",
    "fiscal.capital": "国有资本经营收支",
    "three_public.total": "“三公”经费合计",
    "three_public.abroad": "因公出国（境）费",
    "three_public.vehicles": "公务用车购置及运行费",
    "three_public.purchase": "公务用车购置费",
    "three_public.operation": "公务用车运行费",
    "three_public.reception": "公务接待费",
    "running.total": "机关运行经费",
}
