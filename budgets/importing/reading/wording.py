"""What is said of files of either kind."""

AGAIN = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传"
LOCKED = "文件有密码。请取消密码后再上传"
MACROS = "文件含有宏（VBA），不接受。请另存为不含宏的“Excel 工作簿（*.xlsx）”后再上传"
DAMAGED = f"文件不完整或已损坏，无法读取。{AGAIN}"
NO_SHEETS = "文件里没有工作表"
UNCALCULATED = "公式没有计算结果：请在 Excel 中打开文件，保存一次后再上传"


def too_many_sheets(count: int, most: int) -> str:
    """``有 5000 张工作表，超过上限 100 张``."""
    return f"有 {count} 张工作表，超过上限 {most} 张"
