import assert from "node:assert/strict";
import { withoutRepeatedDates } from "../../../src/core/coverage/withoutRepeatedDates";
import { perDay, priceResult, rowsResult, validationAt } from "./results";

describe("earlier validations", () => {
  it("keep of each date what was measured last, for each meaning of a check apart", () => {
    const older = [priceResult(1, 2, { byDate: perDay("2024-03-01", [1, 2, 3]) }), rowsResult(7)];
    const newer = [priceResult(1, 2, { byDate: perDay("2024-03-02", [9]) })];
    const narrowed = [priceResult(1, 2, { where: "paid", byDate: perDay("2024-03-01", [5]) })];
    const history = [older, newer, narrowed].map((checks, hour) => validationAt(`2024-04-01T0${hour}:00:00Z`, checks));
    const dates = withoutRepeatedDates(history).map(({ tables }) =>
      tables[0]?.checks.map(({ byDate }) => byDate?.map(({ date, numerator }) => `${date} ${numerator}`)),
    );
    assert.deepEqual(dates, [[["2024-03-01 1", "2024-03-03 3"], undefined], [["2024-03-02 9"]], [["2024-03-01 5"]]]);
  });
});
