"""The names that can be typed against: texts of a disclosure, and the figures whose last year's amount may be given."""

_SHARED_TEXTS = {
    "duties": "主要职责",
    "structure": "机构设置",
    "composition": "预算（决算）单位构成",
    "objective": "年度履职目标",
    "reason.total": "收支总计增减的原因",
    "reason.fiscal": "财政拨款收支增减的原因",
    "reason.general": "一般公共预算增减的原因",
    "reason.fund": "政府性基金预算收支的说明或增减的原因",
    "reason.capital": "国有资本经营预算增减的原因",
    "reason.three_public": "“三公”经费增减或与预算不同的原因",
    "reason.abroad": "因公出国（境）费增减或与预算不同的原因",
    "reason.vehicles": "公务用车购置及运行费增减或与预算不同的原因",
    "reason.purchase": "公务用车购置费增减的原因",
    "reason.operation": "公务用车运行费增减的原因",
    "reason.reception": "公务接待费增减或与预算不同的原因",
    "reason.running": "机关运行经费增减的原因",
    "use.running": "机关运行经费的用途",
    "use.capital": "国有资本经营预算支出的用途",
    "performance": "绩效管理工作情况",
    "glossary": "名词解释（补充）",
}
BUDGET_TEXTS = {**_SHARED_TEXTS, "transfer": "专项转移支付项目情况（补充）"}
FINAL_TEXTS = {
    **_SHARED_TEXTS,
    "objective_result": "年度履职目标实际完成情况",
    "reason.completion": "一般公共预算支出决算与预算不同的原因",
    "use.abroad": "因公出国（境）费的开支内容",
    "use.purchase": "公务用车购置费的用途",
    "use.operation": "公务用车运行维护费的用途",
    "use.reception": "公务接待费的用途",
    "self_evaluation": "绩效自评结果（补充）",
    "key_evaluation": "部门重点绩效评价结果",
    "fiscal_evaluation": "财政重点绩效评价报告",
}
TEXTS_OF = {"budget": BUDGET_TEXTS, "final": FINAL_TEXTS}
TEXTS = {**BUDGET_TEXTS, **FINAL_TEXTS}

# Printed in these tables as typed: a target may name a number, and no figure is inserted.
TABLE_TEXTS = {"objective": ("B14", "F10"), "objective_result": ("F10",)}

_THREE_PUBLIC = {
    "total": "“三公”经费合计",
    "abroad": "因公出国（境）费",
    "vehicles": "公务用车购置及运行费",
    "purchase": "公务用车购置费",
    "operation": "公务用车运行费",
    "reception": "公务接待费",
}
_SHARED_PRIORS = {"income.total": "收支总计", "fiscal.total": "财政拨款收支总计", "running.total": "机关运行经费"}
BUDGET_PRIORS = {
    **_SHARED_PRIORS,
    "fiscal.general": "一般公共预算收支",
    "fiscal.fund": "政府性基金收支",
    "fiscal.capital": "国有资本经营收支",
    **{f"three_public.{key}": label for key, label in _THREE_PUBLIC.items()},
}
FINAL_PRIORS = {
    **_SHARED_PRIORS,
    "general.total": "一般公共预算财政拨款支出",
    **{f"three_public_final.{key}": label for key, label in _THREE_PUBLIC.items()},
}
PRIORS_OF = {"budget": BUDGET_PRIORS, "final": FINAL_PRIORS}
PRIORS = {**BUDGET_PRIORS, **FINAL_PRIORS}
