package io.svcaudit.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.svcaudit.built.Built;
import io.svcaudit.built.OnPath;
import io.svcaudit.topology.map.ConnectionMap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a browser.
class MapHtmlIT {
  private static final String DARK = "--blink-settings=preferredColorScheme=0";

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void needsABrowser() {
    assumeTrue(OnPath.has("chromium"), "chromium is not on PATH");
  }

  private Path page(ConnectionMap map) throws IOException {
    var text = new StringBuilder();
    new MapHtml("the shop").write(map, text);
    return Files.writeString(folder.resolve("map.html"), text);
  }

  /// What a browser writes; it must have nothing to complain of.
  private String browse(String address, String... options) throws IOException {
    Built.Run run = run(address, options);
    assertThat(complaints(run)).isEmpty();
    return run.stdout();
  }

  private static List<String> complaints(Built.Run run) {
    return run.stderr().lines().filter(line -> line.contains("CONSOLE")).toList();
  }

  private Built.Run run(String address, String... options) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--v=0",
                "--hide-scrollbars",
                "--window-size=1200,900",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
    command.addAll(List.of(options));
    command.add(address);
    Built.Run run = Built.finish(new ProcessBuilder(command), "");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run;
  }

  private String dom(ConnectionMap map, String fragment, String... options) throws IOException {
    var all = new ArrayList<>(List.of(options));
    all.add("--dump-dom");
    return browse(page(map).toUri() + fragment, all.toArray(String[]::new));
  }

  /// The classes of a card.
  private static String card(String dom, String id) {
    var tag = Pattern.compile("<g class=\"([^\"]*)\" data-id=\"" + Pattern.quote(id) + "\"");
    var found = tag.matcher(dom);
    assertThat(found.find()).as(id).isTrue();
    return found.group(1);
  }

  private static String line(String dom, String from, String to) {
    var tag =
        Pattern.compile("<g class=\"([^\"]*)\" data-from=\"" + from + "\" data-to=\"" + to + "\"");
    var found = tag.matcher(dom);
    assertThat(found.find()).as(from + " " + to).isTrue();
    return found.group(1);
  }

  @Test
  void theScriptRuns() throws IOException {
    assertThat(dom(Maps.shop(), ""))
        .contains("data-ready=\"true\"", "<div id=\"controls\">")
        .doesNotContain(" dim");
  }

  @Test
  void itIsReadWithoutTheScript() throws IOException {
    String text = Files.readString(page(Maps.shop()));
    String without = text.replaceAll("(?s)<script>.*</script>", "");
    Path page = Files.writeString(folder.resolve("plain.html"), without);
    BufferedImage shot = shot(page.toUri().toString());
    assertThat(colours(shot)).isGreaterThan(50);
    assertThat(browse(page.toUri().toString(), "--dump-dom"))
        .contains("<div id=\"controls\" hidden=\"\">", "<td class=\"answer\">broken</td>");
  }

  @Test
  void noOtherScriptRuns() throws IOException {
    String text = Files.readString(page(Maps.shop()));
    String other = "<script>document.title = 'owned'</script><p onclick=\"x()\" style=\"top: 0\">";
    Path page = folder.resolve("owned.html");
    Files.writeString(page, text.replace("</main>", other + "</main>"));
    Built.Run run = run(page.toUri().toString(), "--dump-dom");
    assertThat(run.stdout()).contains("<title>the shop</title>", "data-ready=\"true\"");
    assertThat(complaints(run))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(line -> assertThat(line).contains("Content Security Policy"));
  }

  @Test
  void aSearchDimsTheRest() throws IOException {
    String dom = dom(Maps.shop(), "#q=postgresql");
    assertThat(dom).contains("data-found=\"1\"", ">1 found</output>");
    assertThat(card(dom, "shop/StatefulSet/db")).isEqualTo("node");
    assertThat(card(dom, "shop/Deployment/web")).contains("dim");
    assertThat(line(dom, "shop/Deployment/api", "shop/StatefulSet/db")).doesNotContain("dim");
    assertThat(line(dom, "shop/Deployment/web", "shop/Deployment/api")).contains("dim");
    assertThat(dom)
        .contains(
            "<tr data-from=\"shop/Deployment/web\" data-to=\"shop/Deployment/web\""
                + " data-answer=\"works\" hidden=\"\">");
  }

  @Test
  void aCardShowsItsNeighbours() throws IOException {
    String dom = dom(Maps.shop(), "#node=shop/StatefulSet/db");
    assertThat(card(dom, "shop/StatefulSet/db")).isEqualTo("node chosen");
    assertThat(card(dom, "shop/Deployment/api")).isEqualTo("node near");
    assertThat(card(dom, "shop/Deployment/web")).isEqualTo("node dim");
    assertThat(line(dom, "shop/Deployment/api", "shop/StatefulSet/db")).contains("near");
  }

  @Test
  void onlyWhatDoesNotWorkIsShown() throws IOException {
    String dom = dom(Maps.shop(), "#broken");
    assertThat(line(dom, "shop/Deployment/web", "shop/Deployment/api")).isEqualTo("line no");
    assertThat(line(dom, "shop/Deployment/api", "shop/StatefulSet/db")).contains("dim");
    assertThat(card(dom, "shop/StatefulSet/db")).contains("dim");
    assertThat(card(dom, "shop/Deployment/web")).isEqualTo("node");
    assertThat(dom)
        .contains("data-answer=\"works\" hidden=\"\"")
        .doesNotContain("<g class=\"mark dim");
  }

  @Test
  void hostileTextMakesNoElement() throws IOException {
    String dom = dom(Maps.hostile(), "#q=onerror");
    assertThat(dom)
        .contains("data-ready=\"true\"", "<title>the shop</title>", "&lt;img src=x onerror")
        .doesNotContain("<img", "<b>", "<!--")
        .containsOnlyOnce("<script")
        .doesNotContainPattern("<[a-z]+[^>\"]* on[a-z]+=\"");
  }

  @Test
  void manyNodesAreShown() throws IOException {
    assertThat(dom(Maps.random(5, 1000, 12, 1.2), "#q=app-77")).contains("data-ready=\"true\"");
  }

  @Test
  void itIsLightOrDarkAsTheReaderLikes() throws IOException {
    String page = page(Maps.shop()).toUri().toString();
    BufferedImage light = shot(page);
    BufferedImage dark = shot(page, DARK);
    assertThat(light.getRGB(2, 2) & 0xff).isGreaterThan(0xf0);
    assertThat(dark.getRGB(2, 2) & 0xff).isLessThan(0x30);
    assertThat(colours(light)).isGreaterThan(50);
    assertThat(colours(dark)).isGreaterThan(50);
  }

  @Test
  void thePictureIsSeenAsAnImage() throws IOException {
    var svg = new StringBuilder();
    new MapSvg().write(Maps.shop(), svg);
    Files.writeString(folder.resolve("map.svg"), svg);
    Path page = Files.writeString(folder.resolve("readme.html"), "<img src=\"map.svg\">");
    assertThat(colours(shot(page.toUri().toString()))).isGreaterThan(50);
  }

  private BufferedImage shot(String address, String... options) throws IOException {
    Path file = folder.resolve("shot.png");
    var all = new ArrayList<>(List.of(options));
    all.add("--screenshot=" + file);
    browse(address, all.toArray(String[]::new));
    return ImageIO.read(file.toFile());
  }

  private static long colours(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).distinct().count();
  }
}
