output "role_arn" {
  description = "The role of the accounts file."
  value       = aws_iam_role.gateway.arn
}
