/// A part of a data set (fastai: `DatasetType`). The training part is meant in order and without augmentation where the
/// data can give it so (fastai: `DatasetType.Fix`).
public enum DataPart: String, Sendable, Hashable { case train, valid, test }
