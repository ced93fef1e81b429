package io.svcaudit.report.picture;

/// Where columns stand: number 0 is that of entries, the lane, whose width may differ.
///
/// @param lane the width of the lane with what separates it from the frame; 0 without one
/// @param entry the width of what stands in the lane
/// @param gutter between two columns: the room of lines
record Columns(double lane, double entry, double card, double gutter) {
  double left(int column) {
    if (column == 0) return 0;
    return lane + Cluster.MARGIN + (column - 1) * (card + gutter);
  }

  double right(int column) {
    return left(column) + (column == 0 ? entry : card);
  }

  double width(int column) {
    return column == 0 ? entry : card;
  }
}
