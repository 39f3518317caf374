import assert from "node:assert/strict";
import { failingValidation, goModel, modelOf, playerTable, timeline, unknownTable } from "../fixtures/reportModel";
import { reportBrowser, type ReportBrowser } from "./reportBrowser";

describe("the report in a browser", () => {
  let browser: ReportBrowser;
  before(async () => {
    browser = await reportBrowser();
  });
  after(() => browser.close());

  it("shows decision, blockers, coverage, dates, cohorts, backfills, training and receipt, and nothing complains", async () => {
    const { page, complaints } = await browser.openFile(modelOf());
    const text = await page.locator("main").innerText();
    for (const part of [
      "NO-GO",
      "ml_ready · since 15:43",
      "provisional",
      "121,254",
      "938 / 944",
      "usage_rate is 3.7 %, needs 95 %: 110,650 rows still need a value.",
      "4,542 of 121,254",
      "944 days × 6 checks · 6 expected dates without rows",
      "running, 15 workers",
      "16:04–16:12",
      "died, 41 dates unfinished",
      "xgboost",
      "commit 83d91e2c",
    ])
      assert.ok(text.includes(part), `${part} is missing in:\n${text}`);
    const headings = await page.locator("h1, h2").allInnerTexts();
    assert.deepEqual(headings, [
      "NO-GO",
      "What holds it back",
      "Coverage · player_game_summary",
      "Every date",
      "Cohorts",
      "Backfills",
      "Training",
    ]);
    assert.deepEqual(complaints, []);
  });

  it("draws bars as long as their percentage, and a date's column in every row of the calendar", async () => {
    const { page } = await browser.openFile(modelOf());
    const part = await page
      .locator(".bar-row.fail > .bar", { has: page.locator(".fill") })
      .first()
      .evaluate(
        (bar) => (bar.querySelector(".fill")?.getBoundingClientRect().width ?? 0) / bar.getBoundingClientRect().width,
      );
    assert.equal(part.toFixed(3), "0.710");
    assert.equal(await page.locator(".strip svg path.missing").count(), 6);
    assert.equal(await page.locator(".strip svg line.bound").count(), 5);
  });

  it("the timeline has a column for each mind, and says what it cannot tell", async () => {
    const { page, complaints } = await browser.openFile(modelOf({ timeline }));
    const rows = await page.locator(".section.timeline tbody tr").allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.split(/\s*[\t\n]+\s*/)),
      [
        ["player_game_summary ends", "16:04", "16:12", ""],
        ["validation of player_game_summary starts", "16:04", "16:12", ""],
        ["validation of player_game_summary ends", "16:05", "16:15", "Taken from 3 earlier validations."],
        ["training xgboost ends", "—", "—", "How long it takes is not known: no run of xgboost is on record."],
      ],
    );
    assert.deepEqual(complaints, []);
  });

  it("what could not be measured is neither passed nor failed, and says why", async () => {
    const validation = { ...failingValidation, verdict: "unknown" as const, tables: [unknownTable] };
    const { page, complaints } = await browser.openFile(
      modelOf({ validation, decisions: [], backfills: [], trainings: [] }),
    );
    assert.equal(await page.locator("h1").innerText(), "Could not measure");
    assert.equal(await page.locator(".bar-row.unknown .bar.unmeasured").count(), 1);
    assert.equal(await page.locator(".icon.pass, .icon.fail, .bar .fill").count(), 0);
    assert.ok(
      (await page.locator("main").innerText()).includes("access denied. Ask for the role BigQuery Data Viewer."),
    );
    assert.deepEqual(complaints, []);
  });

  it("nothing validated yet: says what to do", async () => {
    const { page } = await browser.openFile(modelOf({ validation: null, backfills: [], decisions: [], trainings: [] }));
    assert.equal(await page.locator("h1").innerText(), "Nothing validated yet");
    assert.ok((await page.locator("main").innerText()).includes("headgate validate"));
  });

  it("a GO says what comes next", async () => {
    const { page } = await browser.openFile(goModel(), { scheme: "light" });
    assert.equal(await page.locator("h1").innerText(), "GO");
    assert.ok((await page.locator(".step").innerText()).includes("headgate train xgboost"));
    assert.equal(await page.locator(".blocker").count(), 0);
  });

  it("text out of the data stays text", async () => {
    const hostile = `</script><img src=x onerror="document.title='owned'"><style>*{display:none}</style><!--`;
    const tables = [
      {
        ...playerTable,
        name: hostile,
        table: hostile,
        cohorts: [{ name: hostile, rows: 1 }],
        checks: playerTable.checks.map((check) => ({
          ...check,
          id: `${hostile}.usage_rate_pct`,
          metric: hostile,
          status: "unknown" as const,
          observed: null,
          reason: hostile,
          location: { ...check.location, file: hostile },
          cohorts: check.cohorts.map((cohort) => ({ ...cohort, name: hostile })),
        })),
      },
    ];
    const model = modelOf({
      workspace: hostile,
      validation: { ...failingValidation, tables },
      backfills: modelOf().backfills.map((backfill) => ({ ...backfill, name: hostile, reason: hostile, log: hostile })),
      decisions: modelOf().gates.map(({ decision }) => ({
        ...decision,
        gate: hostile,
        blockers: decision.blockers.map((blocker) => ({ ...blocker, id: hostile, message: hostile, action: hostile })),
      })),
      remarks: [hostile],
    });
    const { page, complaints } = await browser.openFile(model);
    assert.equal(await page.locator("img, main style, main script").count(), 0);
    assert.equal(await page.title(), `${hostile} · Headgate report`);
    assert.ok((await page.locator("main").innerText()).includes(hostile));
    assert.deepEqual(complaints, []);
  });

  for (const width of [400, 620, 820, 1100])
    it(`at ${width} px nothing needs a horizontal scroll`, async () => {
      const validation = { ...failingValidation, tables: [playerTable, unknownTable] };
      const { page } = await browser.openFile(modelOf({ validation, timeline }), { width });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    });

  it("the arrow keys move through the dates, and each is spoken with its values", async () => {
    const { page } = await browser.openFile(modelOf());
    const slider = page.getByRole("slider", { name: "Date" });
    await slider.focus();
    const spoken = async (): Promise<string> => (await slider.getAttribute("aria-valuetext")) ?? "";
    assert.match(await spoken(), /^2024-05-01: records \d+; minutes_played /);
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.match(await spoken(), /^2021-10-03: records no rows, though expected; /);
    await page.keyboard.press("PageUp");
    assert.match(await spoken(), /^2021-11-02: /);
    assert.equal(await page.locator(".readout strong").innerText(), "2021-11-02");
  });
});
