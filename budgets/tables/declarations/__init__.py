"""One module a group of tables: what each reads, how its rows are grouped, where its columns stand."""
