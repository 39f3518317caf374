/** What a person does and sees in the page that shows the editor. */

const patienceMs = 60_000;

/** Opens the view container; resolves when the text can be seen there. */
export async function openHeadgate(page, text) {
  await page.getByRole("tab", { name: "Headgate", exact: true }).first().click({ timeout: patienceMs });
  await page.locator(".part.sidebar").getByText(text).first().waitFor({ timeout: patienceMs });
}

/** Chooses from the palette; asks again while the extension host is still starting. `prefix` is empty for files. */
export async function choose(page, text, prefix = ">") {
  for (const end = Date.now() + patienceMs; ;) {
    await page.keyboard.press("F1");
    const palette = page.locator(".quick-input-widget:visible");
    const row = palette.locator(".monaco-list-row").filter({ hasText: text }).first();
    try {
      await palette
        .locator("input[type=text]:visible")
        .first()
        .fill(prefix + text, { timeout: 3_000 });
      return await row.click({ timeout: 3_000 });
    } catch {
      // Not there yet.
    }
    await page.keyboard.press("Escape");
    if (Date.now() > end) throw new Error(`The palette never offered "${text}".`);
  }
}

/** Answers a quick pick. */
export async function pick(page, text) {
  await page.locator(".quick-input-widget:visible .monaco-list-row").filter({ hasText: text }).first().click();
}

/** Waits for a row of the side bar that is read out as `words` begin. */
export async function rowSaid(page, words) {
  await page.locator(`.part.sidebar .monaco-list-row[aria-label^="${words}"]`).waitFor({ timeout: patienceMs });
}

/** The content of the report's panel. */
export function reportIn(page) {
  return page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
}

/** The messages of the notification centre: toasts stay hidden while a window has no focus. */
export async function notifications(page) {
  const centre = page.locator(".notifications-center:visible");
  if ((await centre.count()) === 0) {
    await page.locator('[id="status.notifications"]').click({ timeout: patienceMs });
    await centre.waitFor({ timeout: patienceMs });
  }
  return centre.locator(".notification-list-item-message").allInnerTexts();
}
