package io.svcaudit.report;

import io.svcaudit.source.Unseen;
import io.svcaudit.source.Unseen.Reach;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How a run went: what it did not see stands in its notifications.
final class SarifInvocation {
  private static final int MOST_NOTIFICATIONS = 1000;

  private final SarifLocations locations;

  SarifInvocation(SarifLocations locations) {
    this.locations = locations;
  }

  /// @param cut the number of results that were left out of the file
  void write(List<Unseen> unseen, int cut, JsonGenerator json) {
    json.writeArrayPropertyStart("invocations");
    json.writeStartObject();
    json.writeBooleanProperty(
        "executionSuccessful", unseen.stream().noneMatch(u -> u.reach() == Reach.GIVEN));
    if (cut > 0 || !unseen.isEmpty()) notifications(unseen, cut, json);
    json.writeEndObject();
    json.writeEndArray();
  }

  private void notifications(List<Unseen> unseen, int cut, JsonGenerator json) {
    List<Unseen> shown =
        unseen.stream()
            .sorted(Comparator.comparing(Unseen::reach))
            .limit(MOST_NOTIFICATIONS)
            .toList();
    int more = unseen.size() - shown.size();
    json.writeArrayPropertyStart("toolExecutionNotifications");
    if (cut > 0)
      notification(
          "results-left-out",
          "warning",
          Counted.of(cut, "result")
              + " of the lowest severity left out: code scanning takes "
              + SarifReport.MOST_RESULTS
              + ".",
          null,
          json);
    for (Unseen one : shown)
      notification(
          "not-seen",
          level(one.reach()),
          SarifText.sentence(one.what() + ": " + one.why()),
          one,
          json);
    if (more > 0)
      notification("not-seen", "note", Counted.of(more, "more thing") + " not seen.", null, json);
    json.writeEndArray();
  }

  private static String level(Reach reach) {
    return switch (reach) {
      case GIVEN -> "error";
      case OUTSIDE -> "note";
    };
  }

  private void notification(
      String id, String level, String text, @Nullable Unseen unseen, JsonGenerator json) {
    json.writeStartObject();
    json.writeObjectPropertyStart("descriptor");
    json.writeStringProperty("id", id);
    json.writeEndObject();
    json.writeStringProperty("level", level);
    json.writeObjectPropertyStart("message");
    json.writeStringProperty("text", text);
    json.writeEndObject();
    if (unseen != null && unseen.place() != null) {
      json.writeArrayPropertyStart("locations");
      json.writeStartObject();
      locations.write(unseen.place(), null, json);
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
