"""Under what terms the data may be used: published budgets and accounts are official texts, which nobody owns."""

# 著作权法 第五条: no copyright in the official texts of organs of state, nor in tables and figures of mere fact.
NAME = "other-pd"  # of the list of licences of the Open Definition
ADDRESS = "https://creativecommons.org/publicdomain/mark/1.0/"
TITLE = "国家机关依法公开的预算、决算，依著作权法第五条不受著作权保护，可以自由使用；请注明公开单位、版次和出处"
