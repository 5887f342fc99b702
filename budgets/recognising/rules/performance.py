"""Rules of performance: targets, tracked and evaluated projects, marks, grades, key projects."""

from budgets.recognising.rules.model import Rules

_AMOUNTS = (
    (r"支出总额", "performance.total"),
    (r"基本支出", "performance.basic"),
    (r"项目支出|涉及预算拨款", "performance.project"),
)
_GRADES = (("1", "优"), ("2", "良"), ("3", "(?:中|合格)"), ("4", "(?:差|不合格)"))
_MANAGED = (
    (
        r"(?:编报|申报)(?=[^；。]{0,200}涉及项目#)[^；。]*绩效目标[^；。]*涉及项目#[个项]",
        "performance_management.target_count",
    ),
    (r"绩效目标的[^，；。¤]*项目[^，；。¤]*#[个项]", "performance_management.target_count"),
    (r"绩效跟踪[^，；。¤]*项目[^，；。¤]*#[个项]", "performance_management.tracked_count"),
    (r"绩效(?:自评|评价)[^，；。¤]*项目[^，；。¤]*#[个项]", "performance_management.evaluated_count"),
    (r"#个预算单位[^，。；]*绩效目标|#个预算单位", "performance_management.target_units"),
    (r"平均(?:得分|分)[^，；。]*#分", "performance_management.average_score"),
    *(
        (rf"评级为(?![^；。#]*?评级为)[^；。]*“{word}”的(?:项目)?#[个项]", f"performance_management.grade{place}")
        for place, word in _GRADES
    ),
    (r"发现[^，；。]*问题#个", "performance_management.problems"),
    (r"完成整改[^，；。]*#个", "performance_management.problems_solved"),
    (r"正在整改[^，；。]*#个", "performance_management.problems_open"),
)
# Looked for first, so that a long sentence without it costs little.
_BUDGET = r"(?=[^；。]{0,200}预算[资金额]*#)"
_MANAGED_AMOUNTS = (
    (rf"绩效目标{_BUDGET}[^；。]*涉及项目¤[个项][^；。]*预算[资金额]*#", "performance_management.target_amount"),
    (rf"绩效目标的{_BUDGET}[^；。¤]*项目¤[个项][^；。]*预算[资金额]*#", "performance_management.target_amount"),
    (rf"绩效跟踪{_BUDGET}[^；。]*¤[个项][^；。]*预算[资金额]*#", "performance_management.tracked_amount"),
    (
        rf"绩效(?:自评|评价)的{_BUDGET}[^；。¤]*项目¤[个项][^；。]*预算[资金额]*#",
        "performance_management.evaluated_amount",
    ),
)
_EVALUATED = (
    *(
        (rf"等级为(?![^；。#]*?等级为)[^；。]*“{word}”的(?:项目)?#[个项]", f"evaluated.grade{place}")
        for place, word in _GRADES
    ),
    *((rf"#个项目[^，；。]*等级为“?{word}", f"evaluated.grade{place}") for place, word in _GRADES),
    (r"#个项目[^，；。]{0,6}绩效自评", "evaluated.count"),
    (r"自评(?:得分|结果|总分)[为是]*#分", "evaluation.score"),
)
_PROJECTS = ((r"#[个项]重点项目", "projects.key_count"), (r"涉及项目#[个项]|共#个项目", "projects.count"))
PERFORMANCE = Rules(
    exact=_MANAGED_AMOUNTS,
    amounts=_AMOUNTS,
    counts=(*_MANAGED, *_PROJECTS),
    finders=("project",),
)
PERFORMANCE_FINAL = Rules(
    exact=(
        *_MANAGED_AMOUNTS,
        (r"自评[，：]?涉及预算资金#", "evaluation.adjusted"),
        (r"自评[，：]?涉及预算资金¤万元[^；。]*(?<!非)财政拨款#", "evaluation.fiscal"),
    ),
    amounts=_AMOUNTS,
    counts=(*_MANAGED, *_EVALUATED, *_PROJECTS, (r"(?:得分|分数)[为是]*#分", "evaluation.{project}")),
    finders=("project",),
)
