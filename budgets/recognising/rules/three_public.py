"""Rules of the “三公” expenses."""

from budgets.recognising.rules.model import UNNAMED, Rules

_PARTS = (
    (r"公务(?:用车|车辆)购置费?[及和与、](?:公务用车)?运行(?:维护)?费?", "vehicles"),
    (r"公务(?:用车|车辆)购置|购置公务用车", "purchase"),
    (r"公务(?:用车|车辆)运行(?:维护)?|用车运行维护", "operation"),
    (r"因公出国|出国（境）", "abroad"),
)
_RECEPTION = (r"公务接待|接待费", "reception")
_OTHER = (r"会议费|培训费", UNNAMED)
_TOTAL = (r"三公[”’\"]?经费", "total")
THREE_PUBLIC = Rules(amounts=(*_PARTS, _RECEPTION, _TOTAL, _OTHER), plain="three_public.{}", start="total")
THREE_PUBLIC_FINAL = Rules(
    amounts=(
        *_PARTS,
        (r"外宾接待|国（境）外公务接待", "reception_foreign"),
        (r"国内(?:公务)?接待", "reception_domestic"),
        _RECEPTION,
        _TOTAL,
        _OTHER,
    ),
    stages=((r"决算", "three_public_final.{}"), (r"预算数?[为是]?$", "three_public_budget.{}")),
    plain="three_public_final.{}",
    counts=(
        (r"出国（境）[^，。；]*(?:团组|批次)[^，。；]*#[个批]", "three_public_final.trips"),
        (r"出国（境）[^。；]*(?:累计|共)#人", "three_public_final.travellers"),
        (r"购置[^，。；]*#[辆台]", "three_public_final.cars_bought"),
        (r"保有[^，。；]*#[辆台]", "three_public_final.cars_kept"),
        (r"外来访[^，。；、]*#[个批]", "three_public_final.foreign_groups"),
        (r"来访外宾[^，。；、]*#人", "three_public_final.foreign_guests"),
        (r"国内(?:公务)?(?:接待|来访)[^，。；¤]*#[个批]", "three_public_final.domestic_groups"),
        (r"来宾[^，。；、]*#人", "three_public_final.domestic_guests"),
        (r"国内(?:公务)?接待[^。；¤]*¤[个批][^。；¤]*#人", "three_public_final.domestic_guests"),
        (r"(?:接待外宾|外宾接待)[^，。；¤]*#[个批]", "three_public_final.foreign_groups"),
        (r"(?:接待外宾|外宾接待)[^。；¤]*¤[个批][^。；¤]*#人", "three_public_final.foreign_guests"),
    ),
    start="total",
)
