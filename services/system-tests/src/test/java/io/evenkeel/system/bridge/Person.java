package io.evenkeel.system.bridge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/**
 * Somebody in front of the bridge, who finds things by what they are called.
 *
 * @param page what they look at
 */
public record Person(Page page) {

  private static final int MOST_STOPS = 60;

  public Person visit(String address) {
    page.navigate(address);
    return this;
  }

  /** Types the token into the form that is there, and waits until it is gone. */
  public Person signIn(String token) {
    page.getByLabel("API token").fill(token);
    press("Enter");
    assertThat(page.getByLabel("API token")).hasCount(0);
    return this;
  }

  public void press(String key) {
    page.keyboard().press(key);
  }

  public void type(String text) {
    page.keyboard().type(text);
  }

  /** Presses Tab until what has the focus is called {@code name}. */
  public void tabTo(String name) {
    for (int stops = 0; stops < MOST_STOPS; stops++) {
      press("Tab");
      Object focused =
          page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')");
      if (name.equals(focused)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach " + name);
  }

  /** Presses an action's button and then the one that confirms it. */
  public void confirm(String action, String sure) {
    button(action).click();
    button(sure).click();
  }

  public Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, exactly(name));
  }

  public Locator link(String name) {
    return page.getByRole(AriaRole.LINK, exactly(name));
  }

  public Locator title(String name) {
    return page.getByRole(AriaRole.HEADING, exactly(name).setLevel(1));
  }

  /** Where a page says whether it hears of changes. */
  public Locator live() {
    return page.getByText("live", new Page.GetByTextOptions().setExact(true));
  }

  public Locator text(String part) {
    return page.getByText(part);
  }

  /** The mark beside the title. */
  public Locator state() {
    return page.locator(".title .mark");
  }

  /** The line of a task on the time line. */
  public Locator task(String name) {
    return page.locator(".tl-line").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
