"""What a thief reads out of a stolen phone: the storage of its browser, and its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_keeping import arrived
from tests.browser.test_two_phones import join, tell_hub, type_pin

MakePhone = Callable[..., Phone]

NOTE = "The forceps lie in the second drawer"
#: Kept in plain on purpose, so that a search that finds nothing is known to search.
PLAIN = "These words anybody may read"
#: All rows of all stores of all databases, and what else a page can keep; bytes as letters.
EVERYTHING = """async () => {
  const text = (value) => JSON.stringify(value, (_, one) =>
    ArrayBuffer.isView(one) ? new TextDecoder('latin1').decode(one) : one);
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((go, no) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => go(asked.result);
      asked.onerror = () => no(asked.error);
    });
    for (const store of db.objectStoreNames)
      rows.push(store, ...await new Promise((go) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => go(asked.result);
      }));
    db.close();
  }
  return text(rows) + text({ ...localStorage }) + text({ ...sessionStorage });
}"""

#: Written like what the app writes, and on the disk when it is done.
KEEP = """(words) => new Promise((go, no) => {
  const asked = indexedDB.open('probe');
  asked.onupgradeneeded = () => asked.result.createObjectStore('words');
  asked.onerror = no;
  asked.onsuccess = () => {
    const written = asked.result.transaction('words', 'readwrite', { durability: 'strict' });
    written.objectStore('words').put(words, 1);
    written.oncomplete = () => { asked.result.close(); go(); };
  };
})"""


def in_files(folder: Path, words: str) -> list[str]:
    """The files below a folder that hold these words, as one byte a letter or as two."""
    wanted = words.encode(), words.encode("utf-16-le")
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [str(one.relative_to(folder)) for one in files if any(w in one.read_bytes() for w in wanted)]


def test_a_locked_phone_tells_a_thief_nothing_that_was_written(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    page.goto(f"{almaz.url}/#/")
    page.locator("main li [href^='#/chart']").first.click()
    page.get_by_role("link", name="Change this count").click()
    page.get_by_text("Add a note").click()
    page.get_by_label("Note").fill(NOTE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()
    # She reads it, and who wrote it.
    expect(page.get_by_text(NOTE).first).to_be_visible()
    page.get_by_role("button", name="Who wrote this").click()
    sheet = page.get_by_role("dialog", name="Who wrote this")
    expect(sheet).to_contain_text("Almaz Tesfaye")
    expect(sheet).to_contain_text(NOTE)
    tell_hub(almaz)

    page.evaluate(KEEP, PLAIN)
    page.goto(f"{almaz.url}/#/settings")
    page.get_by_role("button", name="Lock").click()
    page.get_by_role("button", name="1", exact=True).wait_for()
    kept = page.evaluate(EVERYTHING)
    assert PLAIN in kept
    assert "numerator" not in kept
    assert NOTE not in kept
    address = page.url
    almaz.context.close()
    assert in_files(almaz.profile, PLAIN)
    assert in_files(almaz.profile, NOTE) == []

    # And to her it is all there.
    almaz.open()
    almaz.page.goto(address)
    type_pin(almaz.page, "6666")
    almaz.page.goto(f"{almaz.url}/#/")
    almaz.page.locator("main li [href^='#/chart']").first.click()
    expect(almaz.page.get_by_text(NOTE).first).to_be_visible()
