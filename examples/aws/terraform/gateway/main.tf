# For the account in which kms-rotation-gateway runs: its own role, and in each Region the queue to which EventBridge sends
# changes of keys.

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  partition  = data.aws_partition.current.partition
  account_id = data.aws_caller_identity.current.account_id
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [var.compute_service]
    }
  }
}

data "aws_iam_policy_document" "gateway" {
  statement {
    sid       = "AssumeRoles"
    actions   = ["sts:AssumeRole", "sts:SetSourceIdentity"]
    resources = ["arn:${local.partition}:iam::*:role/kms-rotation-gateway"]
  }

  statement {
    sid       = "ReceiveChanges"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = ["arn:${local.partition}:sqs:*:${local.account_id}:kms-rotation-gateway"]
  }
}

resource "aws_iam_role" "gateway" {
  name               = "kms-rotation-gateway-server"
  description        = "The base credentials of kms-rotation-gateway"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "gateway" {
  name   = "kms-rotation-gateway"
  role   = aws_iam_role.gateway.name
  policy = data.aws_iam_policy_document.gateway.json
}

resource "aws_iam_instance_profile" "gateway" {
  count = var.compute_service == "ec2.amazonaws.com" ? 1 : 0

  name = "kms-rotation-gateway-server"
  role = aws_iam_role.gateway.name
}
