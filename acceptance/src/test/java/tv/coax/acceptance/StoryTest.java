package tv.coax.acceptance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The story of the demonstration: each of its sentences has looked, and ends it if it is not true.
 */
@ExtendWith(House.Extension.class)
class StoryTest {
  @Test
  void everySentenceOfTheDemonstrationIsTrue(House house) {
    house.playStory();
  }
}
