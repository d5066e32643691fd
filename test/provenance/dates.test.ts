import { describe, expect, test } from "vitest";
import { daysIn, moment, timesIn } from "../../runtime/provenance/dates.ts";

describe("the days in a text", () => {
  test.each<[text: string, ...days: string[]]>([
    ["2024-05-19t10:00", "2024-05-19"],
    ["19/5/2024 and 5/20/2024", "2024-05-19", "2024-05-20"],
    ["6/6/2024", "2024-06-06"],
    ["12/5/2024 and 5/12/2024"],
    ["jan. 5, 2024", "2024-01-05"],
    ["3rd of december 2024", "2024-12-03"],
    ["2024-13-01, 2024-00-10, 2024-05-00, 2024-04-31, 99.1.2024"],
    ["29.02.2024 and 29.02.2023", "2024-02-29"],
    ["0024-05-19", "0024-05-19"],
    ["5.3.2024", "2024-03-05"],
  ])("%s", (text, ...days) => expect([...daysIn(text)]).toEqual(days));
});

describe("the times of day in a text", () => {
  test.each<[text: string, ...times: string[]]>([
    ["12 am, 12 pm, 1 p.m., 11:59 pm", "23:59", "00:00", "12:00", "13:00"],
    ["24:00, 23:60, 13 pm, 13:30 am"],
    ["9:05 and 09:05:30", "09:05"],
    ["2024-05-19t23:59", "23:59"],
  ])("%s", (text, ...times) => expect([...timesIn(text)]).toEqual(times));
});

describe("a value that is a moment", () => {
  test.each<[text: string, day: string | null, time: string | null]>([
    ["2024-05-19", "2024-05-19", null],
    ["2024-05-19t10:00:00.000z", "2024-05-19", "10:00"],
    ["2024-05-19 10:00", "2024-05-19", "10:00"],
    ["9:30", null, "09:30"],
  ])("%s", (text, day, time) => expect(moment(text)).toEqual({ day, time }));
  test.each(["", "z", "2024-02-30", "2024-02-30 10:00", "2024-05-19 25:00", "2024-05-19 10:00:30", "on 2024-05-19", "2024-05-19 or so", "2024-05-1910:00"])("%j is none", (text) => {
    expect(moment(text)).toBe(null);
  });
});
