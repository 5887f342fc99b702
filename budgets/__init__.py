"""部门预算公开: disclosure of the budgets and final accounts of government departments."""
