package io.svcaudit.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandedOnTest {
  /// Tells when it is closed.
  private static final class Closing extends FilterInputStream {
    private final CountDownLatch closed = new CountDownLatch(1);

    Closing(InputStream in) {
      super(in);
    }

    @Override
    public void close() throws IOException {
      super.close();
      closed.countDown();
    }
  }

  private static HandedOn handedOn(InputStream from) {
    var handedOn = new HandedOn(from);
    Thread.ofPlatform().daemon().start(handedOn::take);
    return handedOn;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 10_000_000})
  void allOfItArrives(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    var from = new Closing(new ByteArrayInputStream(bytes));

    var handedOn = handedOn(from);
    assertThat(handedOn.readAllBytes()).isEqualTo(bytes);
    assertThat(handedOn.read()).isEqualTo(-1);
    assertThat(from.closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aFailureArrivesBehindWhatWasRead() throws Exception {
    var broken =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new SocketTimeoutException("silent");
          }
        };
    var handedOn =
        handedOn(new SequenceInputStream(new ByteArrayInputStream(new byte[70_000]), broken));

    assertThat(handedOn.readNBytes(65_536)).hasSize(65_536);
    assertThatThrownBy(handedOn::readAllBytes)
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("silent");
  }

  @Test
  void whoIsFarAheadWaits() throws Exception {
    var taken = new AtomicLong();
    var endless =
        new Closing(
            new FilterInputStream(InputStream.nullInputStream()) {
              @Override
              public int read(byte[] into, int offset, int length) {
                taken.addAndGet(length);
                return length;
              }
            });
    var handedOn = handedOn(endless);
    assertThat(handedOn.readNBytes(1000)).hasSize(1000);
    TimeUnit.MILLISECONDS.sleep(500);
    assertThat(taken.get()).isLessThan(6_000_000);

    handedOn.close();
    assertThat(endless.closed.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
