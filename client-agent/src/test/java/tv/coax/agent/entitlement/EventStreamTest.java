package tv.coax.agent.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.coax.agent.entitlement.EventStream.Event;

class EventStreamTest {

  private int signs;

  @Test
  void eventsAreReadWithTheirIdAndType() throws IOException {
    List<Event> events =
        read(
            "id: 7\nevent: entitlement\ndata: {\"a\":\ndata: 1}\n\n: ping\n\nid:8\r\nevent:entitlement\r\ndata:x\r\n\r\n");

    assertThat(events)
        .containsExactly(
            new Event("7", "entitlement", "{\"a\":\n1}"), new Event("8", "entitlement", "x"));
    assertThat(signs).isEqualTo(11);
  }

  @Test
  void anEventWithoutDataIsNoneAndAnUnfinishedOneIsDropped() throws IOException {
    assertThat(read("event: ping\n\nid: 9\n\ndata: y\n\ndata: unfinished"))
        .containsExactly(new Event("9", "message", "y"));
  }

  @Test
  void aLineWithoutEndIsRefused() {
    assertThatThrownBy(() -> read("data: " + "x".repeat(300_000))).hasMessageContaining("longer");
    assertThatThrownBy(() -> read(("data: " + "x".repeat(1000) + "\n").repeat(400)))
        .hasMessageContaining("larger");
  }

  private List<Event> read(String text) throws IOException {
    EventStream stream =
        new EventStream(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), () -> signs++);
    List<Event> events = new ArrayList<>();
    for (Optional<Event> event = stream.next(); event.isPresent(); event = stream.next()) {
      events.add(event.get());
    }
    return events;
  }
}
