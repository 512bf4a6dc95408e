"""What can go wrong with a page on a screen, looked for in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page

# Text of the page may be wider than the screen only inside a box that scrolls by itself.
_FAULTS = """() => {
  const found = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`page is ${root.scrollWidth} wide on ${root.clientWidth}`);
  const seen = (one) => one.checkVisibility({visibilityProperty: true});
  const off = (box, frame) => box.left < frame.left - 1.5 || box.right > frame.right + 1.5
    || box.top < frame.top - 1.5 || box.bottom > frame.bottom + 1.5;
  for (const one of document.querySelectorAll('body *:not(svg *)')) {
    const style = getComputedStyle(one);
    if (one.matches('.scroll, .skip, .hidden') || !seen(one)) continue;
    if (style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1)
      found.push(`clipped: ${one.tagName} ${one.textContent.slice(0, 40)}`);
    if (!one.closest('.scroll, .skip, .definitions') && one.children.length === 0 && one.textContent.trim()) {
      const box = one.getBoundingClientRect();
      if (box.left < -1 || box.right > root.clientWidth + 1)
        found.push(`off the screen: ${one.tagName} ${one.textContent.slice(0, 40)}`);
    }
  }
  for (const svg of document.querySelectorAll('svg.picture')) {
    if (!seen(svg)) continue;
    const frame = svg.getBoundingClientRect();
    const labels = [...svg.querySelectorAll('text')].filter(seen)
      .map((one) => [one.textContent, one.getBoundingClientRect()]);
    for (const [words, box] of labels)
      if (off(box, frame)) found.push(`label outside its picture: ${words}`);
    labels.forEach(([words, a], at) => labels.slice(0, at).forEach(([other, b]) => {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && tall > 4) found.push(`labels on one another: ${words} / ${other}`);
    }));
  }
  return found;
}"""


def faults(page: Page) -> list[str]:
    """Everything clipped, off the screen or overlapping on the page shown."""
    found: list[str] = page.evaluate(_FAULTS)
    return found
