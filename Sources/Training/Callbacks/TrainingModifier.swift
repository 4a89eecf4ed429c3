/// A callback that changes what a training batch does: mixes inputs, clips gradients, scales the loss.
///
/// Such callbacks take part in ``Learner/lrFind(startLR:endLR:iterations:stopWhenDiverged:weightDecay:)``; the others,
/// which watch, print or save, do not.
public protocol TrainingModifier: Callback {}
