package io.svcaudit.topology.policy;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a tree of records, lists and maps smaller while something still holds of it: leaves out
/// one item of any list or map after the other.
final class Shrinking {
  private Shrinking() {}

  static <T extends Record> T shrink(T whole, Predicate<T> holds) {
    T least = whole;
    for (boolean more = true; more; ) {
      Optional<T> smaller = records(least).filter(holds).findFirst();
      more = smaller.isPresent();
      if (more) least = smaller.get();
    }
    return least;
  }

  private static Stream<?> smaller(@Nullable Object value) {
    return switch (value) {
      case Record record -> records(record);
      case List<?> list -> Stream.concat(shorter(list), lists(list));
      case Map<?, ?> map -> map.keySet().stream().map(key -> without(map, key));
      case null, default -> Stream.of();
    };
  }

  private static Stream<List<?>> shorter(List<?> list) {
    return IntStream.range(0, list.size())
        .mapToObj(i -> {
          var rest = new ArrayList<Object>(list);
          rest.remove(i);
          return rest;
        });
  }

  private static Stream<List<?>> lists(List<?> list) {
    return IntStream.range(0, list.size())
        .boxed()
        .flatMap(i ->
            smaller(list.get(i))
                .map(item -> {
                  var changed = new ArrayList<Object>(list);
                  changed.set(i, item);
                  return changed;
                }));
  }

  private static Map<?, ?> without(Map<?, ?> map, Object key) {
    var rest = new LinkedHashMap<Object, Object>(map);
    rest.remove(key);
    return rest;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Record> Stream<T> records(T record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    return IntStream.range(0, components.length)
        .boxed()
        .flatMap(i -> smaller(get(record, components[i])).map(part -> (T) with(record, i, part)));
  }

  private static @Nullable Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Record with(Record record, int changed, Object part) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    @Nullable Object[] values =
        Stream.of(components).map(component -> get(record, component)).toArray();
    values[changed] = part;
    try {
      Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
      return (Record) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
