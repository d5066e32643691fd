/**
 * The parts of a query, as PostgreSQL's parser names them. Whatever is not here, each other statement, `INTO` and locks among it,
 * is refused.
 */
export const NODES: ReadonlySet<string> = new Set(`
  SelectStmt ResTarget WithClause CommonTableExpr CTESearchClause CTECycleClause SortBy WindowDef GroupingSet Alias
  RangeVar RangeSubselect RangeFunction RangeTableFunc RangeTableFuncCol RangeTableSample JoinExpr ColumnDef
  A_Const A_Star A_Expr A_Indices A_Indirection A_ArrayExpr ColumnRef ParamRef TypeCast TypeName CollateClause FuncCall NamedArgExpr
  BoolExpr SubLink CaseExpr CaseWhen RowExpr CoalesceExpr MinMaxExpr SQLValueFunction NullTest BooleanTest GroupingFunc
  XmlExpr XmlSerialize
  JsonFormat JsonReturning JsonValueExpr JsonIsPredicate JsonBehavior JsonOutput JsonArgument JsonFuncExpr JsonTablePathSpec JsonTable
  JsonTableColumn JsonKeyValue JsonParseExpr JsonScalarExpr JsonSerializeExpr JsonObjectConstructor JsonArrayConstructor
  JsonArrayQueryConstructor JsonAggConstructor JsonObjectAgg JsonArrayAgg
  String Integer Float Boolean BitString List
`.trim().split(/\s+/));

/** Types whose values are looked up among tables, roles and functions. */
export const CATALOGUE_TYPES: ReadonlySet<string> = new Set(
  "regclass regcollation regnamespace regoper regoperator regproc regprocedure regrole regtype".split(" "));

/** How a sample of a table may be taken: PostgreSQL's own two ways. */
export const SAMPLES: ReadonlySet<string> = new Set(["bernoulli", "system"]);
