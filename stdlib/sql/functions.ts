/**
 * The functions of PostgreSQL that a query may call, by the chapters of its manual: those that compute from their arguments alone, and
 * the clock, chance, and the names of server, user and database. Left out is what writes (`nextval`, `lo_import`, `setseed`), runs SQL
 * in a text (`query_to_xml`, `ts_stat`, `ts_rewrite`), waits (`pg_sleep`, locks), tells of anything but the named tables (`pg_read_file`,
 * `current_setting`, `pg_get_viewdef`, `to_regclass`), or is of an extension.
 */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  // 9.2 to 9.3: comparison, mathematics
  `num_nonnulls num_nulls
  abs cbrt ceil ceiling degrees div erf erfc exp factorial floor gamma gcd lcm lgamma ln log log10 min_scale mod pi power pow radians round scale sign
  sqrt trim_scale trunc width_bucket
  acos acosd asin asind atan atand atan2 atan2d cos cosd cot cotd sin sind tan tand sinh cosh tanh asinh acosh atanh
  random random_normal`,

  // 9.4 to 9.7: texts, bytes, bits, patterns
  `ascii bit_length btrim casefold char_length character_length chr concat concat_ws format initcap left length lower lpad ltrim md5 normalize is_normalized
  octet_length overlay parse_ident position quote_ident quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match
  regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim split_part
  starts_with string_to_array string_to_table strpos substr substring textcat to_ascii to_bin to_hex to_oct translate unicode_assigned unicode_version
  icu_unicode_version unistr upper like_escape similar_escape similar_to_escape
  bit_count crc32 crc32c get_bit get_byte set_bit set_byte sha224 sha256 sha384 sha512 convert convert_from convert_to encode decode`,

  // 9.8 to 9.9: formats, dates and times
  `to_char to_date to_number to_timestamp
  age clock_timestamp date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days justify_hours justify_interval make_date
  make_interval make_time make_timestamp make_timestamptz now overlaps statement_timestamp timeofday timezone transaction_timestamp`,

  // Conversions, called by the name of a type
  `bool bpchar date daterange float4 float8 int2 int4 int8 int4range int8range int4multirange int8multirange nummultirange datemultirange
  tsmultirange tstzmultirange interval money numeric numrange text time timestamp timestamptz timetz tsrange tstzrange varchar`,

  // 9.10 to 9.14: enumerations, geometry, network addresses, text search, UUID
  `enum_first enum_last enum_range
  area bound_box box center circle diagonal diameter height isclosed isopen isparallel isperp ishorizontal isvertical line lseg npoints path pclose point
  polygon popen radius slope width
  abbrev broadcast family host hostmask inet_merge inet_same_family macaddr8 macaddr8_set7bit masklen netmask network set_masklen
  array_to_tsvector get_current_ts_config json_to_tsvector jsonb_to_tsvector numnode phraseto_tsquery plainto_tsquery querytree setweight
  strip to_tsquery to_tsvector ts_delete ts_filter ts_headline ts_lexize ts_rank ts_rank_cd tsquery_phrase tsvector_to_array
  websearch_to_tsquery
  gen_random_uuid uuid_extract_timestamp uuid_extract_version uuidv4 uuidv7`,

  // 9.15 to 9.16: XML, JSON
  `xmlagg xmlcomment xmlconcat xmlconcat2 xmlexists xmltext xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xpath xpath_exists
  array_to_json json_agg json_agg_strict json_array_elements json_array_elements_text json_array_length json_build_array json_build_object
  json_each json_each_text json_extract_path json_extract_path_text json_object json_object_agg json_object_agg_strict
  json_object_agg_unique json_object_agg_unique_strict json_object_keys json_populate_record json_populate_recordset json_strip_nulls
  json_to_record json_to_recordset json_typeof jsonb_agg jsonb_agg_strict jsonb_array_elements jsonb_array_elements_text
  jsonb_array_length jsonb_build_array jsonb_build_object jsonb_concat jsonb_contains jsonb_delete jsonb_delete_path jsonb_each
  jsonb_each_text jsonb_exists jsonb_exists_all jsonb_exists_any jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object
  jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict jsonb_object_keys
  jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array
  jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record
  jsonb_populate_record_valid jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record
  jsonb_to_recordset jsonb_typeof row_to_json to_json to_jsonb`,

  // 9.19 to 9.20: arrays, ranges
  `array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions array_prepend
  array_remove array_replace array_reverse array_sample array_shuffle array_sort array_to_string array_upper cardinality trim_array unnest
  isempty lower_inc lower_inf multirange range_merge upper_inc upper_inf`,

  // 9.21 to 9.22: aggregates, windows
  `any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist dense_rank every first_value lag
  last_value lead max min mode nth_value ntile percent_rank percentile_cont percentile_disc range_agg range_intersect_agg rank regr_avgx
  regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy row_number stddev stddev_pop stddev_samp string_agg sum
  var_pop var_samp variance`,

  // 9.25 to 9.27: sets of rows; of the session, names alone
  `generate_series generate_subscripts
  current_catalog current_database current_schema current_user system_user pg_client_encoding pg_collation_for pg_column_size pg_size_bytes pg_size_pretty
  pg_typeof session_user version`,
].join(" ").split(/\s+/));
